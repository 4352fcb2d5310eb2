/**
 * Tags: the filters chosen, each a button that removes it.
 */

import { element } from "./elements.js";
import { chosen } from "./state.js";
import { FACET_NAMES, labelOf } from "./wording.js";

/**
 * @param {import("./state.js").State} state
 * @param {Record<string, Record<string, string>>} labels
 * @param {(facet: string, value: string) => void} onRemove
 * @param {() => void} onClear
 * @returns {HTMLElement[]}
 */
export function drawTags(state, labels, onRemove, onClear) {
  const tags = chosen(state).map(({ facet, value }) => {
    const name =
      facet === "attachment"
        ? labelOf(labels, facet, value)
        : `${FACET_NAMES[facet]}: ${labelOf(labels, facet, value)}`;
    const button = element(
      "button",
      { type: "button", class: "bt-tag" },
      element("span", { class: "bt-sr" }, "Bỏ bộ lọc "),
      element("span", {}, name),
    );
    button.addEventListener("click", () => onRemove(facet, value));
    return element("li", {}, button);
  });
  if (!tags.length) return [];
  const clear = element("button", { type: "button", class: "bt-tag bt-tag--all" }, "Bỏ tất cả bộ lọc");
  clear.addEventListener("click", onClear);
  const items = tags.length > 1 ? [...tags, element("li", {}, clear)] : tags;
  return [element("ul", { class: "bt-tags", "aria-label": "Bộ lọc đang dùng" }, ...items)];
}
