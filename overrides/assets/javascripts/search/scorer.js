/**
 * The scorer: BM25 over units and pairs, accents as typed first.
 *
 * @typedef {import("./store.js").Entry} Entry
 */

const K1 = 0.9;
const SLOPE = 0.5; // b of BM25
const OTHER_ACCENTS = 0.1; // weight of a mention whose accents are not those typed
const OTHER_SHARE = 0.5; // of what a document without the accents typed would score
const NUMBER_PAIR = 2; // added, in rarities, for two neighbouring words of a document's own number

/** Scores of all documents for one query; made once and cleared, as it is as long as the index. */
export class Scorer {
  /** @param {{documents: number, weights: number[], lengths: Float32Array}} store */
  constructor({ documents, weights, lengths }) {
    this.weights = weights;
    this.numberPair = weights.length - 2;
    this.scores = new Float64Array(documents);
    this.coverage = new Float32Array(documents);
    this.mass = new Float32Array(documents);
    this.touched = new Int32Array(documents);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(documents, 1);
    this.norms = lengths.map((length) => 1 - SLOPE + (SLOPE * length) / Math.max(mean, 1));
  }

  clear() {
    this.scores.fill(0);
    this.coverage.fill(0);
  }

  /**
   * Add a term, or several that stand for one (the words a prefix begins).
   * @param {Entry[]} entries
   * @param {number[] | null} accents the codes typed, null where none were
   * @param {number} weight
   * @returns {number} its inverse document frequency
   */
  add(entries, accents, weight) {
    const { mass, touched, weights, numberPair } = this;
    const isExact = (variant) => variant.accents.every((code, i) => code === accents[i]);
    const exact = accents && entries.some(({ variants }) => variants.some(isExact));
    const numbered = [];
    let count = 0;
    let exactCount = 0;
    for (const { shard, variants } of entries) {
      // the variants as typed first, so that a document is known to have them
      const typed = exact ? variants.filter(isExact) : variants;
      const others = exact ? variants.filter((variant) => !isExact(variant)) : [];
      for (const [list, factor] of [[typed, 1], [others, OTHER_ACCENTS]]) {
        const { documents, classes } = shard.postings;
        for (const { at, frequency } of list) {
          for (let i = at; i < at + frequency; i++) {
            const document = documents[i];
            if (mass[document] === 0) touched[count++] = document;
            mass[document] += weights[classes[i]] * factor;
            if (classes[i] === numberPair) numbered.push(document);
          }
        }
        if (factor === 1) exactCount = count;
      }
    }
    if (!count) return 0;
    const frequency = exactCount * (1 - OTHER_ACCENTS) + count * OTHER_ACCENTS;
    const rarity = this.rarity(frequency) * weight;
    const { scores, coverage, norms } = this;
    for (let i = 0; i < count; i++) {
      const document = touched[i];
      const value = mass[document];
      const whole = (rarity * value * (K1 + 1)) / (value + K1 * norms[document]);
      scores[document] += i < exactCount ? whole : whole * OTHER_SHARE;
      coverage[document] += rarity;
      mass[document] = 0;
    }
    for (const document of numbered) scores[document] += rarity * NUMBER_PAIR;
    return rarity;
  }

  /** Inverse document frequency. @param {number} frequency */
  rarity(frequency) {
    return Math.log(1 + Math.max(this.scores.length - frequency + 0.5, 0.5) / (frequency + 0.5));
  }
}
