/**
 * Marks: the segments of a text as nodes, with what was found in `<mark>`.
 */

import { element } from "./elements.js";

/**
 * @param {import("./passage.js").Segment[]} segments
 * @returns {Node[]}
 */
export function marked(segments) {
  return segments.map(({ text, match }) =>
    match ? element("mark", {}, text) : document.createTextNode(text),
  );
}
