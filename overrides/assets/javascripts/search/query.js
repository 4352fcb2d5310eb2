/**
 * The query: what a reader typed, taken apart.
 *
 * @typedef {import("./analysis.js").Token} Token
 * @typedef {{tokens: Token[], extras: string[]}} Clause
 * @typedef {object} Query
 * @property {Clause[]} words runs of words outside quotes, in order
 * @property {Clause[]} phrases quoted, all required
 * @property {Clause[]} excluded
 * @property {boolean} accented whether any mark was typed
 * @property {string} tail the folded last word where more of it may be typed, or ""
 */

import { analyseText, isDigits } from "./analysis.js";

const MAX_LENGTH = 400;
const PART = /(?<=^|[\s"“”])(-?)(?:["“”]([^"“”]*)(?:["“”]|$)|(?<=-)([^\s"“”]+))/g;

/**
 * Take apart what a reader typed.
 * @param {string} text
 * @returns {Query}
 */
export function parseQuery(text) {
  const typed = text.slice(0, MAX_LENGTH);
  const query = { words: [], phrases: [], excluded: [], accented: false, tail: "" };
  let done = 0;
  for (const match of typed.matchAll(PART)) {
    const [whole, minus, quoted, word] = match;
    const before = typed.slice(done, match.index);
    if (word !== undefined && continuesNumber(before, word)) continue;
    add(query.words, before);
    add(minus ? query.excluded : query.phrases, quoted ?? word);
    done = match.index + whole.length;
  }
  const rest = typed.slice(done);
  add(query.words, rest);
  const all = [...query.words, ...query.phrases].flatMap((clause) => clause.tokens);
  query.accented = all.some((token) => token.accents > 0);
  const last = /[\s.,;:!?]$/.test(rest) ? undefined : query.words.at(-1)?.tokens.at(-1);
  if (last && rest && last.end === rest.length && !isDigits(last.folded)) query.tail = last.folded;
  return query;
}

/** Whether "-CV/ĐU" after "590 " is a number with a stray space, and no exclusion. */
function continuesNumber(before, word) {
  return /[0-9]\s$/.test(before) && word.includes("/");
}

function add(clauses, text) {
  const clause = analyseText(text);
  if (clause.tokens.length) clauses.push(clause);
}
