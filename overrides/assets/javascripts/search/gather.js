/**
 * Gathering: everything of the index that a query needs, before anything is scored.
 *
 * @typedef {import("./store.js").Entry} Entry
 * @typedef {{entries: Entry[], accents: number[] | null, weight: number, key: string}} Term
 */

import { isDigits, keyOf } from "./analysis.js";
import { candidateKeys, partOfNumber, PART, WHOLE } from "./numbers.js";

const UNIT = 1;
const PAIR = 1;
const DATE = 2;
const CITED = 2; // a document number that a text cites
const BEGUN = 0.5; // a word of which only the beginning was typed, beside the whole word
const BEGUN_MOST = 24; // words that a beginning stands for
const BEGUN_SHARDS = 3;

/**
 * What the index has of a query.
 * @param {import("./store.js").Store} store
 * @param {import("./query.js").Query} query
 * @param {{prefix?: boolean}} options
 * @param {(words: string) => string[]} typesCalled
 */
export async function gather(store, query, { prefix = false }, typesCalled) {
  const clauses = [...query.words, ...query.phrases];
  const tokens = clauses.flatMap((clause) => clause.tokens);
  const own = store.weights.length - 1;
  const wanted = new Map();
  const want = (space, name, codes, weight) => {
    const accents = query.accented ? codes : null;
    if (!wanted.has(name)) wanted.set(name, { space, name, accents, weight });
  };
  for (const clause of clauses) {
    clause.tokens.forEach(({ folded, accents }, i) => {
      // beside others, a word that every second document has tells nothing and weighs much
      if (tokens.length === 1 || !store.common.has(folded)) want("u", folded, [accents], UNIT);
      const next = clause.tokens[i + 1];
      if (next) want("p", `${folded} ${next.folded}`, [accents, next.accents], PAIR);
    });
    for (const unit of clause.extras) if (unit[0] === "@") want("u", unit, [0], DATE);
  }
  const keys = query.words.flatMap((clause) => candidateKeys(clause.tokens));
  for (const key of keys) want("u", key, [0], CITED);

  const [found, part, required, excluded] = await Promise.all([
    Promise.all([...wanted.values()].map((term) => find(store, term))),
    query.words.length === 1 && !query.phrases.length
      ? partOfNumber(store, tokens, typesCalled, own)
      : null,
    Promise.all(query.phrases.map((phrase) => holders(store, phrase))),
    Promise.all(query.excluded.map((clause) => holders(store, clause, query.accented))),
  ]);
  const terms = found.filter((term) => term !== null);
  const begun = await beginnings(store, query, tokens, terms, prefix);
  terms.push(...begun);
  const has = new Set(terms.map((term) => term.key));
  const isKnown = ({ folded }) => has.has(folded) || store.common.has(folded) || isDigits(folded);
  const unknown = tokens.filter(
    (token) => !isKnown(token) && !(begun.length && token.folded === query.tail),
  );
  const columns = part?.types.length ? await store.facets() : [];
  const tiers = tiersOf(keys, terms, part, columns, own);
  return {
    tokens,
    terms,
    accented: query.accented,
    isEmpty: !clauses.length,
    isNumber: part !== null || (isDigits(tokens[0]?.folded ?? "") && has.has(keyOf(tokens))),
    // codes run together are no slip where they spell a number
    unknown: tiers.size ? [] : unknown,
    tiers,
    allowed: allowedBy(store, required, excluded),
    phrases: query.phrases.filter((phrase) => phrase.tokens.length > 2),
    marks: marksOf(store, query, clauses, begun),
  };
}

async function find(store, { space, name, accents, weight }) {
  const entry = await store.find(space, name);
  return entry && { entries: [entry], accents, weight, key: name };
}

/** The words or pairs that the last word typed may become. */
async function beginnings(store, { tail, words, accented }, tokens, terms, prefix) {
  if (!tail) return [];
  const whole = terms.some((term) => term.key === tail);
  if (whole && !prefix) return [];
  const last = words.at(-1).tokens;
  const before = last.at(-2)?.folded;
  let entries = before ? await store.findPrefix("p", `${before} ${tail}`, BEGUN_SHARDS) : [];
  if (!entries.length && (tail.length > 1 || !before)) {
    entries = await store.findPrefix("u", tail, BEGUN_SHARDS);
  }
  entries = entries
    .filter(({ term }) => term !== tail && term !== `${before} ${tail}`)
    .sort((a, b) => frequencyOf(b) - frequencyOf(a) || (a.term < b.term ? -1 : 1))
    .slice(0, BEGUN_MOST);
  if (!entries.length) return [];
  return [{ entries, accents: null, weight: whole ? BEGUN : UNIT, key: `${tail}…` }];
}

function frequencyOf({ variants }) {
  return variants.reduce((sum, { frequency }) => sum + frequency, 0);
}

function tiersOf(keys, terms, part, columns, own) {
  const tiers = new Map();
  for (const { key, entries } of terms) {
    if (key[0] !== "#" || !keys.includes(key)) continue;
    for (const { shard, variants } of entries) {
      for (const variant of variants) {
        shard.read(variant, (document, weightClass) => {
          if (weightClass === own) tiers.set(document, WHOLE);
        });
      }
    }
  }
  const types = columns.find((column) => column.name === "type");
  for (const document of part?.documents ?? []) {
    const fits = !types || types.sets[types.codes[document]].some((type) => part.types.includes(type));
    if (fits && !tiers.has(document)) tiers.set(document, PART);
  }
  return tiers;
}

/** The documents that have a word or a phrase; of longer phrases, all their pairs. */
async function holders(store, { tokens, extras }, accented = false) {
  const number = extras.find((unit) => unit[0] === "#");
  const needed = number
    ? [["u", number, [0]]]
    : tokens.length === 1
      ? [["u", tokens[0].folded, [tokens[0].accents]]]
      : tokens.slice(1).map((token, i) => [
          "p",
          `${tokens[i].folded} ${token.folded}`,
          [tokens[i].accents, token.accents],
        ]);
  const entries = await Promise.all(needed.map(([space, name]) => store.find(space, name)));
  const counts = new Uint8Array(store.documents);
  entries.forEach((entry, i) => {
    if (!entry) return;
    const codes = needed[i][2];
    const typed = accented && codes.some((code) => code > 0);
    for (const variant of entry.variants) {
      if (typed && !variant.accents.every((code, j) => code === codes[j])) continue;
      entry.shard.read(variant, (document) => {
        if (counts[document] === i) counts[document]++;
      });
    }
  });
  return counts.map((count) => (count === needed.length ? 1 : 0));
}

function allowedBy(store, required, excluded) {
  if (!required.length && !excluded.length) return null;
  const allowed = new Uint8Array(store.documents).fill(1);
  for (let i = 0; i < allowed.length; i++) {
    if (required.some((set) => !set[i]) || excluded.some((set) => set[i])) allowed[i] = 0;
  }
  return allowed;
}

function marksOf(store, query, clauses, begun) {
  const weights = new Map();
  const pairs = new Set();
  for (const { tokens } of clauses) {
    tokens.forEach(({ folded }, i) => {
      const common = store.common.has(folded) && tokens.length > 1;
      weights.set(folded, common ? 0 : 1);
      if (i) pairs.add(`${tokens[i - 1].folded} ${folded}`);
    });
  }
  return { weights, pairs, tail: begun.length ? query.tail : "" };
}
