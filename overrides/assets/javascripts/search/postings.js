/**
 * Shards and their posting lists; `hooks/bantin/search/shards.py` and `postings.py` write them.
 *
 * @typedef {{accents: number[], frequency: number, place: number}} Variant
 *   a way to write a term's accents: the codes of its words, its documents, its list's first bit
 */

import { decode, VarintReader } from "./container.js";

const SKIPPED = 4;

/** A shard, its dictionary read, its posting lists still in bits. */
export class Shard {
  /**
   * @param {Uint8Array} payload
   * @param {boolean} paired whether its terms are pairs
   * @param {number} universe sets the Rice parameters
   */
  constructor(payload, paired, universe) {
    const sizes = new VarintReader(payload);
    const textSize = sizes.next();
    const numbersSize = sizes.next();
    const text = decode(payload.subarray(sizes.at, sizes.at + textSize));
    const numbers = new VarintReader(payload, sizes.at + textSize);
    this.bits = payload.subarray(numbers.at + numbersSize);
    this.universe = universe;
    /** Variants of each term, in the order of the terms. @type {Map<string, Variant[]>} */
    this.terms = new Map();
    let place = 0;
    for (const line of text.split("\n")) {
      const [first, ...seconds] = line.split(",");
      for (const second of seconds) {
        const variants = [];
        for (let last = false; !last; ) {
          const number = numbers.next();
          last = number % 2 === 1;
          const frequency = number >> 1;
          const accents = paired ? [numbers.next(), numbers.next()] : [numbers.next()];
          variants.push({ accents, frequency, place });
          place += frequency < SKIPPED ? this.#length(place, frequency) : numbers.next();
        }
        this.terms.set(paired ? `${first} ${second}` : second, variants);
      }
    }
  }

  /**
   * Call `each(document, weightClass)` for every posting of a variant.
   * @param {Variant} variant
   * @param {(document: number, weightClass: number) => void} each
   */
  read({ place, frequency }, each) {
    const { bits } = this;
    const k = riceParameter(frequency, this.universe);
    let document = -1;
    for (let left = frequency; left > 0; left--) {
      let high = 0;
      while (((bits[place >> 3] >> (7 - (place & 7))) & 1) === 0) {
        high++;
        place++;
      }
      place++;
      let low = 0;
      for (let i = 0; i < k; i++, place++) {
        low = (low << 1) | ((bits[place >> 3] >> (7 - (place & 7))) & 1);
      }
      let weight = 0;
      while (((bits[place >> 3] >> (7 - (place & 7))) & 1) === 0) {
        weight++;
        place++;
      }
      place++;
      document += high * 2 ** k + low + 1;
      each(document, weight);
    }
    return place;
  }

  #length(place, frequency) {
    return this.read({ accents: [], place, frequency }, () => {}) - place;
  }
}

function riceParameter(frequency, universe) {
  const mean = Math.floor((universe * 11) / (frequency * 16));
  return mean > 0 ? 31 - Math.clz32(mean) : 0;
}
