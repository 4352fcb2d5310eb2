/**
 * The facets of the search page, folded away where there is no room beside the results.
 */

import { element } from "./elements.js";
import { FacetGroup } from "./facet-group.js";
import { chosen, FACETS } from "./state.js";

const BESIDE = "(min-width: 60em)"; // as in search.css

export class FacetPanel {
  #summary = element("summary", {}, "Bộ lọc");
  #groups;

  /** @param {(facet: string, value: string) => void} onToggle */
  constructor(onToggle) {
    this.#groups = new Map(FACETS.map((facet) => [facet, new FacetGroup(facet, onToggle)]));
    const groups = [...this.#groups.values()].map((group) => group.element);
    const body = element("div", { class: "bt-facets__body" }, ...groups);
    this.element = element("details", { class: "bt-facets" }, this.#summary, body);
    const beside = matchMedia(BESIDE);
    this.element.open = beside.matches;
    beside.addEventListener("change", () => (this.element.open = beside.matches));
  }

  /**
   * @param {Record<string, Record<string, number>>} facets
   * @param {import("./state.js").State} state
   * @param {Record<string, Record<string, string>>} labels
   * @param {boolean} isFresh whether the query is another one
   */
  update(facets, state, labels, isFresh) {
    for (const [facet, group] of this.#groups) {
      group.update(facets[facet] ?? {}, state.filters[facet], labels, isFresh);
    }
    const count = chosen(state).length;
    this.#summary.textContent = count ? `Bộ lọc (đang chọn ${count})` : "Bộ lọc";
  }
}
