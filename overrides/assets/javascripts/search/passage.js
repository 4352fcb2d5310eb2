/**
 * Passages: the part of a text that shows why it was found, as segments to be marked.
 *
 * @typedef {{text: string, match: boolean}} Segment
 */

import { analyseText } from "./analysis.js";

const WORDS = 36; // of a passage
const LEAD = 6; // words before the first match
const READ = 12_000; // characters looked at

/**
 * What to mark: the folded words of the query with their weights (0 for those too common to be
 * marked alone), its pairs, and how its last word begins.
 * @typedef {{weights: Map<string, number>, pairs: Set<string>, tail: string}} Marks
 */

/**
 * A whole text, its matches marked.
 * @param {string} text
 * @param {Marks} marks
 * @returns {Segment[]}
 */
export function markText(text, marks) {
  return segments(text, wordsOf(text, marks), 0, text.length);
}

/**
 * The passage of a text in which most of the query stands, its matches marked.
 * @param {string} text paragraphs separated by line ends
 * @param {Marks} marks
 * @returns {Segment[]}
 */
export function findPassage(text, marks) {
  const read = text.slice(0, READ);
  const words = wordsOf(read, marks);
  if (!words.length) return read ? [{ text: read.slice(0, 240), match: false }] : [];
  const first = bestWindow(words);
  const start = first === 0 ? 0 : words[first].start;
  const last = Math.min(first + WORDS, words.length) - 1;
  const end = last === words.length - 1 ? read.length : words[last].end;
  const found = segments(read, words, start, end);
  if (start > 0) found.unshift({ text: "… ", match: false });
  if (end < text.length) found.push({ text: " …", match: false });
  return found;
}

/** The first word of the window with the greatest sum of distinct weights. */
function bestWindow(words) {
  const counts = new Map();
  let sum = 0;
  let best = 0;
  let bestAt = 0;
  for (let end = 0, start = 0; end < words.length; end++) {
    const entered = words[end];
    if (entered.weight) {
      const count = counts.get(entered.folded) ?? 0;
      counts.set(entered.folded, count + 1);
      sum += entered.weight * (count ? 0.1 : 1) + entered.bonus;
    }
    if (end - start >= WORDS - LEAD) {
      const left = words[start++];
      if (left.weight) {
        const count = counts.get(left.folded) - 1;
        counts.set(left.folded, count);
        sum -= left.weight * (count ? 0.1 : 1) + left.bonus;
      }
    }
    if (sum > best + 1e-9) {
      best = sum;
      bestAt = start;
    }
  }
  return best > 0 ? Math.max(firstMatch(words, bestAt) - LEAD, 0) : 0;
}

function firstMatch(words, at) {
  while (at < words.length && !words[at].weight) at++;
  return at;
}

function wordsOf(text, { weights, pairs, tail }) {
  const { tokens } = analyseText(text);
  return tokens.map(({ folded, start, end }, i) => {
    const own = weights.get(folded);
    if (own === undefined) {
      return { folded, start, end, weight: tail && folded.startsWith(tail) ? 1 : 0, bonus: 0 };
    }
    const follows = pairs.has(`${tokens[i - 1]?.folded} ${folded}`);
    const inPair = follows || pairs.has(`${folded} ${tokens[i + 1]?.folded}`);
    // a word too common to count alone is marked only beside its neighbour of the query
    return { folded, start, end, weight: own || (inPair ? 0.1 : 0), bonus: follows ? 1 : 0 };
  });
}

function segments(text, words, start, end) {
  const found = [];
  let at = start;
  const push = (until, match) => {
    if (until <= at) return;
    const piece = text.slice(at, until);
    const last = found.at(-1);
    if (last && last.match === match) last.text += piece;
    else found.push({ text: piece, match });
    at = until;
  };
  let previous = null;
  for (const word of words) {
    if (word.start < start || word.end > end || !word.weight) {
      previous = null;
      continue;
    }
    // the space between two marked words is marked too, so that a phrase is one mark
    push(word.start, previous !== null && /^[ /-]*$/.test(text.slice(previous, word.start)));
    push(word.end, true);
    previous = word.end;
  }
  push(end, false);
  return found.map((segment) => ({ ...segment, text: segment.text.replace(/\s*\n\s*/g, " ") }));
}
