/**
 * Document numbers in a query: the whole number in any spelling, or its beginning and some codes.
 */

import { isDigits, keyOf } from "./analysis.js";

const LONGEST = 8; // words of a number: 123/SVHTTDL-QLVHGĐ has three
const SHARDS = 3; // of the numbers that begin with the same digits

/** Tier of documents whose whole number was typed; they come before all others. */
export const WHOLE = 2;
/** Tier of documents of whose number the query is a part. */
export const PART = 1;

/**
 * The keys that neighbouring words may spell, longest first.
 * @param {{folded: string}[]} tokens
 * @returns {string[]}
 */
export function candidateKeys(tokens) {
  const keys = new Set();
  for (let size = Math.min(LONGEST, tokens.length); size > 1; size--) {
    for (let at = 0; at + size <= tokens.length; at++) {
      if (isDigits(tokens[at].folded)) {
        const key = keyOf(tokens.slice(at, at + size));
        if (key) keys.add(key);
      }
    }
  }
  return [...keys];
}

/**
 * The documents of whose own number the whole query is a part: "590", "590 ĐU", "công văn 590", "CV 590".
 * @param {import("./store.js").Store} store
 * @param {{folded: string}[]} tokens
 * @param {(words: string) => string[]} typesCalled ids of the types whose label the words are
 * @param {number} own the class of a document's own number
 * @returns {Promise<{documents: Set<number>, types: string[]} | null>}
 */
export async function partOfNumber(store, tokens, typesCalled, own) {
  const at = tokens.findIndex((token) => isDigits(token.folded));
  if (at < 0 || tokens.length - at > LONGEST) return null;
  const before = tokens.slice(0, at).map((token) => token.folded);
  if (before.at(-1) === "so") before.pop();
  const types = before.length ? typesCalled(before.join(" ")) : [];
  // "kh 15 ubnd", "KH15": a type's code typed before the digits
  if (before.length > 1 && !types.length) return null;
  const first = types.length ? [] : before;
  const digits = [];
  let next = at;
  while (next < tokens.length && isDigits(tokens[next].folded)) digits.push(tokens[next++].folded);
  const codes = [...first, ...tokens.slice(next).map((token) => token.folded)];
  const start = "#" + digits.join(".");
  const documents = new Set();
  // "#25" begins "#25.2020nd" and, after all of "#250" to "#259", "#25cv"
  const entries = await Promise.all([
    store.findPrefix("u", `${start}.`, SHARDS),
    store.findPrefix("u", start, SHARDS, `${start}a`),
  ]);
  for (const { term, shard, variants } of entries.flat()) {
    if (!hasInOrder(term.slice(start.length), codes)) continue;
    for (const variant of variants) {
      shard.read(variant, (document, weightClass) => {
        if (weightClass === own) documents.add(document);
      });
    }
  }
  return documents.size ? { documents, types } : null;
}

/** Whether the codes stand in a key one after the other. */
function hasInOrder(key, codes) {
  let at = 0;
  for (const code of codes) {
    const found = key.indexOf(code, at);
    if (found < 0) return false;
    at = found + code.length;
  }
  return true;
}
