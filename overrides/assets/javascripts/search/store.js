/**
 * The store: the files of the index, loaded when first needed and kept.
 *
 * @typedef {(name: string) => Promise<{payload: Uint8Array, bytes: number}>} Load
 *   fetches the file `name` + ".js"; `bytes` is what went over the wire
 * @typedef {import("./postings.js").Variant} Variant
 * @typedef {{term: string, shard: Shard, variants: Variant[]}} Entry
 */

import { decode, inflate, unpack, VarintReader } from "./container.js";
import { Shard } from "./postings.js";

const FORMAT = 2;
const LENGTHS_AN_OCTAVE = 2;

/**
 * Open the index that `load` reads.
 * @param {Load} load
 */
export async function openStore(load) {
  const store = new Store(load);
  await store.start();
  return store;
}

class Store {
  /** @param {Load} load */
  constructor(load) {
    this.load = load;
    this.stats = { requests: 0, bytes: 0 };
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  async start() {
    const [{ head, sections }] = await Promise.all([this.#packed("meta"), this.facets()]);
    if (head.format !== FORMAT) throw new Error(`search index of format ${head.format}`);
    const [lengths, demoted, units, pairs] = sections;
    this.documents = head.documents;
    this.universe = head.universe;
    this.weights = head.weights;
    this.common = new Set(head.common);
    this.lengths = Float32Array.from(lengths, (code) => 2 ** (code / LENGTHS_AN_OCTAVE) - 1);
    this.demoted = demoted;
    this.directory = { u: decode(units).split("\n"), p: decode(pairs).split("\n") };
  }

  /** Whether a document is replaced, expired or recalled. @param {number} document */
  isDemoted(document) {
    return ((this.demoted[document >> 3] >> (7 - (document & 7))) & 1) === 1;
  }

  /**
   * A term of a space: "u" for units, "p" for pairs; null where no document has it.
   * @param {"u" | "p"} space
   * @param {string} term
   * @returns {Promise<Entry | null>}
   */
  async find(space, term) {
    const shard = await this.#shard(space, this.#shardOf(space, term));
    const variants = shard?.terms.get(term);
    return variants ? { term, shard, variants } : null;
  }

  /**
   * The terms of a space that begin with a prefix, from at most `most` shards.
   * @param {"u" | "p"} space
   * @param {string} prefix
   * @param {number} most
   * @param {string} [from] the first term wanted of them
   * @returns {Promise<Entry[]>}
   */
  async findPrefix(space, prefix, most, from = prefix) {
    const first = this.#shardOf(space, from);
    const names = this.directory[space];
    let end = first + 1;
    while (end < names.length && end - first < most && names[end].startsWith(prefix)) end++;
    const numbers = Array.from({ length: end - first }, (_, i) => first + i);
    const shards = await Promise.all(numbers.map((number) => this.#shard(space, number)));
    const found = [];
    for (const shard of shards) {
      for (const [term, variants] of shard?.terms ?? []) {
        if (term >= from && term.startsWith(prefix)) found.push({ term, shard, variants });
      }
    }
    return found;
  }

  /** The record of a document. @param {number} document */
  async record(document) {
    const payload = await this.#file(`d-${document}`, (bytes) => bytes);
    const text = decode(await inflate(payload));
    const [url, number, title, date, type, issuer, topics, status, body] = JSON.parse(text);
    return { url, number, title, date, type, issuer, topics, status, body };
  }

  /** The facets: per facet the sets of values and the code of every document; and the labels. */
  facets() {
    return this.#packed("facets", ({ head, sections }) => {
      const columns = Object.entries(head.facets).map(([name, [sets, width]], i) => {
        const bytes = sections[i];
        const codes = width === 1 ? bytes : new Uint16Array(bytes.slice().buffer);
        return { name, sets, codes };
      });
      this.labels = head.labels;
      return columns;
    });
  }

  /** The place of every document when sorted by number. @returns {Promise<Uint32Array>} */
  numbers() {
    return this.#packed("numbers", ({ sections }) => new Uint32Array(sections[0].slice().buffer));
  }

  /** The words to propose for a slip: word to frequency and usual accent code. */
  lexicon() {
    return this.#packed("lexicon", ({ sections: [words, numbers] }) => {
      const reader = new VarintReader(numbers);
      const entries = decode(words).split("\n").filter(Boolean);
      return new Map(
        entries.map((word) => [word, { frequency: reader.next(), accents: reader.next() }]),
      );
    });
  }

  #shardOf(space, term) {
    return Math.max(upperBound(this.directory[space], term) - 1, 0);
  }

  /** @returns {Promise<Shard | null>} */
  #shard(space, number) {
    const first = this.directory[space][number];
    if (!first) return Promise.resolve(null);
    return this.#file(
      shardName(space, first),
      (payload) => new Shard(payload, space === "p", this.universe),
    );
  }

  #packed(name, read = (record) => record) {
    return this.#file(name, async (payload) => read(await unpack(payload)));
  }

  #file(name, read) {
    let file = this.files.get(name);
    if (!file) {
      file = this.load(name).then(({ payload, bytes }) => {
        this.stats.requests += 1;
        this.stats.bytes += bytes;
        return read(payload);
      });
      // a failed load is tried again by the next query
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return file;
  }
}

/** How many entries of a sorted list are not above a value. */
function upperBound(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shardName(space, term) {
  let name = `${space}-`;
  for (const byte of new TextEncoder().encode(term)) {
    const character = String.fromCharCode(byte);
    if (/[a-z0-9]/.test(character)) name += character;
    else name += byte === 32 ? "-" : `_${byte.toString(16).padStart(2, "0")}`;
  }
  return name;
}
