/**
 * Hits: what was found, as a list.
 */

import { addressOf } from "./addresses.js";
import { element } from "./elements.js";
import { marked } from "./marks.js";
import { dateText, flagText, labelOf, numberText } from "./wording.js";

/**
 * @param {import("./engine.js").Hit[]} hits
 * @param {Record<string, Record<string, string>>} labels
 * @param {URL} root of the site
 * @param {number} first the place of the first hit in the whole result
 */
export function drawHits(hits, labels, root, first) {
  const list = element("ol", { class: "bt-hits", start: first });
  list.append(...hits.map((hit) => element("li", { class: "bt-hit" }, ...drawHit(hit, labels, root))));
  return list;
}

function drawHit(hit, labels, root) {
  const flag = flagText(hit, labels);
  const title = element("a", { href: addressOf(hit.url, root) }, ...marked(hit.titleSegments));
  const foot = [
    hit.issuer && element("span", {}, labelOf(labels, "issuer", hit.issuer)),
    flag && element("span", { class: "bt-flag" }, flag),
  ].filter(Boolean);
  return [
    drawMeta(hit, labels),
    element("h3", { class: "bt-entry__title" }, title),
    hit.snippet.length > 0 && element("p", { class: "bt-hit__snippet" }, ...marked(hit.snippet)),
    foot.length > 0 && element("p", { class: "bt-entry__foot" }, ...foot),
  ];
}

/**
 * The line of number, type and date.
 * @param {import("./engine.js").Hit} hit
 * @param {Record<string, Record<string, string>>} labels
 */
export function drawMeta(hit, labels) {
  const number = numberText(hit);
  const missing = hit.number ? "" : " bt-number--none";
  return element(
    "p",
    { class: "bt-entry__meta" },
    number && element("span", { class: `bt-number${missing}` }, number),
    element("span", {}, labelOf(labels, "type", hit.type)),
    hit.date && element("time", { datetime: hit.date }, dateText(hit.date)),
  );
}
