/**
 * Phrases read in the text itself, where the pairs of the index cannot tell.
 */

import { analyseText } from "./analysis.js";

const STORED = 40_000; // characters of a body in its record (MAX_STORED of document.py)

/**
 * Whether a record has every phrase; yes where its text is not stored to the end.
 * @param {{title: string, number: string, body: string}} record
 * @param {{tokens: {folded: string}[]}[]} phrases
 */
export function hasPhrases({ title, number, body }, phrases) {
  if (!phrases.length || body.length >= STORED) return true;
  const paragraphs = [number, title, ...body.split("\n")].map(
    (text) => ` ${folded(analyseText(text))} `,
  );
  return phrases.every((phrase) => {
    const wanted = ` ${folded(phrase)} `;
    return paragraphs.some((paragraph) => paragraph.includes(wanted));
  });
}

function folded({ tokens }) {
  return tokens.map((token) => token.folded).join(" ");
}
