/**
 * The offer to follow, by a feed, what the filters let through.
 */

import { addressOf, nearestFeed } from "./addresses.js";
import { element } from "./elements.js";
import { FACET_NAMES, labelOf } from "./wording.js";

const FORMATS = [
  ["feed.xml", "RSS"],
  ["atom.xml", "Atom"],
  ["feed.json", "JSON"],
];

/**
 * @param {Record<string, string[]>} filters
 * @param {Record<string, Record<string, string>>} labels
 * @param {URL} root of the site
 */
export function drawFeedOffer(filters, labels, root) {
  const { folder, facet, value } = nearestFeed(filters, labels);
  const what = folder
    ? `${FACET_NAMES[facet].toLowerCase()} ${labelOf(labels, facet, value)}`
    : "tất cả bản tin";
  return element(
    "p",
    { class: "bt-feeds" },
    element("span", {}, `Theo dõi ${what}:`),
    ...FORMATS.map(([file, name]) => element("a", { href: addressOf(folder + file, root) }, name)),
    element("a", { href: addressOf("feeds/", root) }, "Các kênh tin khác"),
  );
}
