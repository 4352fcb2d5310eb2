/**
 * One facet: a fieldset of checkboxes with counts.
 *
 * Values keep their places while filters change, so that what a reader reaches for does not move;
 * they are ordered anew for another query.
 */

import { element } from "./elements.js";
import { FACET_NAMES, figure, labelOf } from "./wording.js";

const MOST = 8; // values shown at first

export class FacetGroup {
  #facet;
  #onToggle;
  #list = element("ul", { class: "bt-facet__values" });
  #more = element("button", { type: "button", class: "bt-facet__more" });
  /** @type {Map<string, {row: HTMLElement, box: HTMLInputElement, count: HTMLElement}>} */
  #rows = new Map();
  #isOpen = false;

  /**
   * @param {import("./state.js").Facet} facet
   * @param {(facet: string, value: string) => void} onToggle
   */
  constructor(facet, onToggle) {
    this.#facet = facet;
    this.#onToggle = onToggle;
    const legend = element("legend", {}, FACET_NAMES[facet]);
    this.element = element("fieldset", { class: "bt-facet" }, legend, this.#list, this.#more);
    this.#more.addEventListener("click", () => {
      this.#isOpen = !this.#isOpen;
      this.#fold();
    });
  }

  /**
   * @param {Record<string, number>} counts
   * @param {string[]} chosen
   * @param {Record<string, Record<string, string>>} labels
   * @param {boolean} isFresh whether the query is another one
   */
  update(counts, chosen, labels, isFresh) {
    const focused = [...this.#rows].find(([, { box }]) => box === document.activeElement)?.[0];
    if (isFresh) {
      this.#rows.clear();
      this.#list.replaceChildren();
    }
    for (const value of this.#ordered(counts, chosen, labels)) {
      if (!this.#rows.has(value)) this.#add(value, labelOf(labels, this.#facet, value));
    }
    for (const [value, { row, box, count }] of this.#rows) {
      box.checked = chosen.includes(value);
      count.textContent = figure(counts[value] ?? 0);
      row.classList.toggle("bt-facet__value--none", !counts[value]);
    }
    this.element.hidden = this.#rows.size === 0;
    this.#fold();
    if (isFresh && focused !== undefined) this.#rows.get(focused)?.box.focus();
  }

  #ordered(counts, chosen, labels) {
    const values = [...new Set([...Object.keys(counts), ...chosen])];
    if (this.#facet === "year") return values.sort().reverse();
    const name = (value) => labelOf(labels, this.#facet, value);
    const most = (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0);
    return values.sort((a, b) => most(a, b) || name(a).localeCompare(name(b), "vi"));
  }

  #add(value, label) {
    const box = element("input", { type: "checkbox", name: this.#facet, value });
    const count = element("span", { class: "bt-facet__count" });
    const text = element("span", { class: "bt-facet__label" }, label);
    const row = element("li", {}, element("label", {}, box, text, " ", count));
    box.addEventListener("change", () => this.#onToggle(this.#facet, value));
    this.#rows.set(value, { row, box, count });
    this.#list.append(row);
  }

  /** Hide the later values until they are asked for; never one that is chosen. */
  #fold() {
    let hidden = 0;
    [...this.#rows.values()].forEach(({ row, box }, place) => {
      const isLate = place >= MOST && !box.checked;
      if (isLate) hidden++;
      row.hidden = isLate && !this.#isOpen;
    });
    this.#more.hidden = hidden === 0;
    this.#more.textContent = this.#isOpen ? "Thu gọn" : `Hiện thêm ${figure(hidden)}`;
    this.#more.setAttribute("aria-expanded", String(this.#isOpen));
  }
}
