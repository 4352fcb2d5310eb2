/**
 * Shards and their posting lists; `hooks/bantin/search/shards.py` and `postings.py` write them.
 *
 * @typedef {{accents: number[], frequency: number, at: number}} Variant
 *   a way to write a term's accents: the codes of its words, its documents, its first posting
 */

import { decode, VarintReader } from "./container.js";

/** A shard, its dictionary read; its posting lists are read together when one is needed. */
export class Shard {
  #streams;
  #postings;

  /**
   * @param {Uint8Array} payload
   * @param {boolean} paired whether its terms are pairs
   * @param {number} universe sets the Rice parameters
   */
  constructor(payload, paired, universe) {
    const reader = new VarintReader(payload);
    const sizes = [reader.next(), reader.next(), reader.next(), reader.next()];
    let { at } = reader;
    const [text, numbers, highs, lows] = sizes.map((size) => payload.subarray(at, (at += size)));
    this.#streams = { highs, lows, classes: payload.subarray(at) };
    this.universe = universe;
    /** Variants of each term, in the order of the terms. @type {Map<string, Variant[]>} */
    this.terms = new Map();
    this.#readTerms(decode(text), new VarintReader(numbers), paired);
  }

  #readTerms(text, numbers, paired) {
    let at = 0;
    for (const line of text.split("\n")) {
      const [first, ...seconds] = line.split(",");
      for (const second of seconds) {
        const variants = [];
        for (let last = false; !last; ) {
          const number = numbers.next();
          last = number % 2 === 1;
          const frequency = number >> 1;
          const accents = paired ? [numbers.next(), numbers.next()] : [numbers.next()];
          variants.push({ accents, frequency, at });
          at += frequency;
        }
        this.terms.set(paired ? `${first} ${second}` : second, variants);
      }
    }
    this.size = at;
  }

  /**
   * The documents and the weight classes of all postings, those of a variant from its `at` on.
   * @returns {{documents: Uint32Array, classes: Uint8Array}}
   */
  get postings() {
    this.#postings ??= this.#readPostings();
    return this.#postings;
  }

  /**
   * Call `each(document, weightClass)` for every posting of a variant.
   * @param {Variant} variant
   * @param {(document: number, weightClass: number) => void} each
   */
  read({ at, frequency }, each) {
    const { documents, classes } = this.postings;
    for (let i = at; i < at + frequency; i++) each(documents[i], classes[i]);
  }

  #readPostings() {
    const { highs, lows, classes } = this.#streams;
    const documents = new Uint32Array(this.size);
    const gaps = unary(highs, new Uint32Array(this.size));
    let place = 0;
    for (const variants of this.terms.values()) {
      for (const { at, frequency } of variants) {
        const k = riceParameter(frequency, this.universe);
        let document = -1;
        for (let i = at; i < at + frequency; i++) {
          let low = 0;
          for (let left = k; left > 0; ) {
            const free = 8 - (place & 7);
            const taken = Math.min(left, free);
            low = (low << taken) | ((lows[place >> 3] >> (free - taken)) & ((1 << taken) - 1));
            place += taken;
            left -= taken;
          }
          document += (gaps[i] << k) + low + 1;
          documents[i] = document;
        }
      }
    }
    this.#streams = null;
    return { documents, classes: unary(classes, new Uint8Array(this.size)) };
  }
}

/** Read as many unary numbers as there is room for. */
function unary(bytes, found) {
  let at = 0;
  let zeros = 0;
  for (let i = 0; i < bytes.length && at < found.length; i++) {
    let rest = bytes[i];
    let left = 8;
    while (rest) {
      const lead = Math.clz32(rest) - 24 - (8 - left);
      found[at++] = zeros + lead;
      zeros = 0;
      left -= lead + 1;
      rest &= (1 << left) - 1;
    }
    zeros += left;
  }
  return found;
}

function riceParameter(frequency, universe) {
  const mean = Math.floor((universe * 11) / (frequency * 16));
  return mean > 0 ? 31 - Math.clz32(mean) : 0;
}
