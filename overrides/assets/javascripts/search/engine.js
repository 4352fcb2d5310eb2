/**
 * The engine: searches the static index of a site. No DOM; runs in browsers and in Node.
 *
 * @typedef {import("./passage.js").Segment} Segment
 * @typedef {object} Options
 * @property {Record<string, string[]>} [filters] values by facet: type, topic, issuer, year,
 *   status, attachment ("1"); any value within a facet, all facets together
 * @property {"relevance" | "date" | "number"} [sort]
 * @property {number} [limit] hits returned, 10 unless told
 * @property {number} [offset] hits left out before the first
 * @property {boolean} [prefix] whether the last word may still be in the typing
 * @typedef {object} Hit
 * @property {string} url relative to the root of the site
 * @property {string} number
 * @property {string} title
 * @property {Segment[]} titleSegments
 * @property {Segment[]} snippet
 * @property {string} date
 * @property {string} type
 * @property {string} issuer
 * @property {string[]} topics
 * @property {string} status
 * @property {number} score
 * @typedef {object} Result
 * @property {number} total
 * @property {boolean} approximate whether `total` counts phrases of three words or more unread
 * @property {Hit[]} hits
 * @property {Record<string, Record<string, number>>} facets value to count, by facet
 * @property {string} suggestion what the reader probably meant (and what `hits` are for), or ""
 * @property {{requests: number, bytes: number}} stats what this engine has loaded so far
 */

import { closenessTo } from "./closeness.js";
import { applyFilters } from "./facets.js";
import { fetchLoader } from "./loader.js";
import { gather } from "./gather.js";
import { findPassage, markText } from "./passage.js";
import { hasPhrases } from "./phrases.js";
import { parseQuery } from "./query.js";
import { Scorer } from "./scorer.js";
import { mend, spell } from "./slips.js";
import { openStore } from "./store.js";
import { analyseText } from "./analysis.js";

const DEMOTED = 0.6; // of the score of a document replaced, expired or recalled
const COVERED = 0.5; // of what the best document has of a query, for another to count as found
const STEP = 200; // steps of equal scores, within which the newer comes first

/**
 * Open the index in the folder `baseUrl`.
 * @param {string | URL} baseUrl the folder `search/` of the site
 * @param {{fetch?: typeof globalThis.fetch, load?: import("./store.js").Load}} [means]
 */
export async function open(baseUrl, { fetch = globalThis.fetch, load } = {}) {
  return new Engine(await openStore(load ?? fetchLoader(baseUrl, fetch)));
}

class Engine {
  constructor(store) {
    this.store = store;
    this.scorer = new Scorer(store);
    this.labels = store.labels;
    this.stats = store.stats;
  }

  /**
   * Search; an empty query lists everything, newest first.
   * @param {string} text
   * @param {Options} [options]
   * @returns {Promise<Result>}
   */
  async search(text, options = {}) {
    const query = parseQuery(text);
    let suggestion = "";
    let found = await gather(this.store, query, options, this.#typesCalled);
    if (found.unknown.length) {
      const mended = await mend(this.store, found.tokens);
      if (mended) {
        suggestion = await spell(this.store, mended);
        const again = parseQuery(query.accented ? suggestion : mended.map((t) => t.folded).join(" "));
        again.excluded = query.excluded;
        found = await gather(this.store, again, { ...options, prefix: false }, this.#typesCalled);
      }
    }
    const columns = await this.store.facets();
    // from here to the order nothing waits, so that two searches never share the scores
    const order = this.#order(found, columns, options);
    if (options.sort === "number") {
      const places = await this.store.numbers();
      order.found.sort((a, b) => places[a] - places[b]);
    }
    const page = await this.#page(order, found, options);
    return {
      total: page.total,
      approximate: page.approximate,
      hits: page.hits,
      facets: order.facets,
      suggestion,
      stats: { ...this.stats },
    };
  }

  #order({ terms, tiers, allowed, isEmpty, isNumber }, columns, { filters = {}, sort = "relevance" }) {
    const { scorer, store } = this;
    const candidates = [];
    if (isEmpty) {
      for (let i = store.documents - 1; i >= 0; i--) if (!allowed || allowed[i]) candidates.push(i);
      return { ...applyFilters(columns, filters, candidates), score: () => 0 };
    }
    scorer.clear();
    let best = 0;
    for (const term of terms) term.rarity = scorer.add(term.entries, term.accents, term.weight);
    for (const value of scorer.coverage) if (value > best) best = value;
    let top = 0;
    for (let i = store.documents - 1; i >= 0; i--) {
      if (allowed && !allowed[i]) continue;
      if (tiers.has(i) || (best > 0 && scorer.coverage[i] >= best * COVERED)) {
        candidates.push(i);
        if (store.isDemoted(i)) scorer.scores[i] *= DEMOTED;
        if (scorer.scores[i] > top) top = scorer.scores[i];
      }
    }
    const { found, facets } = applyFilters(columns, filters, candidates);
    if (sort !== "relevance") return { found, facets, score: () => 0 };
    // whole steps and the document in one number, since numbers alone are sorted fast
    const ranks = Float64Array.from(found, (i) => {
      const tier = tiers.get(i) ?? 0;
      let steps = top ? Math.round((scorer.scores[i] / top) * STEP) : 0;
      // nothing but a number was typed: among its bearers only force and age tell
      if (tier && isNumber) steps = store.isDemoted(i) ? 0 : STEP;
      return (tier * 2 * STEP + steps) * store.documents + i;
    });
    ranks.sort().reverse();
    const order = Array.from(ranks, (value) => value % store.documents);
    return { found: order, facets, score: (at) => Math.floor(ranks[at] / store.documents) / STEP };
  }

  async #page({ found, score }, query, { limit = 10, offset = 0, sort = "relevance" }) {
    const { marks, phrases } = query;
    const read = [];
    let refused = 0;
    let at = 0;
    if (!phrases.length) at = offset;
    for (; at < found.length && read.length < limit; ) {
      const wanted = found.slice(at, at + limit - read.length);
      const records = await Promise.all(wanted.map((document) => this.store.record(document)));
      for (const [i, record] of records.entries()) {
        at++;
        if (!hasPhrases(record, phrases)) refused++;
        else if (!phrases.length || at - refused > offset) {
          read.push({ record, document: found[at - 1], score: score(at - 1) });
        }
      }
    }
    if (sort === "relevance" && !query.isEmpty && !query.isNumber) arrange(read, query);
    return {
      hits: read.map(({ record, score }) => hit(record, score, marks)),
      total: found.length - refused,
      approximate: phrases.length > 0 && at < found.length,
    };
  }

  #typesCalled = (words) => {
    const labels = Object.entries(this.store.labels?.type ?? {});
    return labels.filter(([, label]) => foldedText(label) === words).map(([id]) => id);
  };
}

/**
 * Put the hits of a page, whose texts are read anyway, in order once more, now by how closely the
 * words stand too; those of a higher tier stay before the others.
 */
function arrange(read, query) {
  const closeness = closenessTo(query);
  for (const one of read) {
    one.tier = Math.floor(one.score / 2);
    one.score = (one.score - one.tier * 2) * closeness(one.record);
  }
  const top = Math.max(...read.map(({ score }) => score)) || 1;
  for (const one of read) one.score = one.tier * 2 + Math.round((one.score / top) * STEP) / STEP;
  read.sort((a, b) => b.score - a.score || b.document - a.document);
}

function foldedText(text) {
  return analyseText(text).tokens.map((token) => token.folded).join(" ");
}

function hit({ body, ...record }, score, marks) {
  return {
    ...record,
    titleSegments: markText(record.title, marks),
    snippet: findPassage(body, marks),
    score,
  };
}
