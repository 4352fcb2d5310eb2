/**
 * What stands on the search page: the form, the facets, the results. It draws and tells of what
 * readers do; what follows from that is the finder's.
 */

import { element } from "./elements.js";
import { FacetPanel } from "./facet-panel.js";
import { drawFeedOffer } from "./feed-offer.js";
import { drawHits } from "./hits.js";
import { drawNothing } from "./nothing.js";
import { drawPager } from "./pager.js";
import { SORTS, writeState } from "./state.js";
import { drawTags } from "./tags.js";
import { countText, SORT_NAMES } from "./wording.js";

/**
 * @typedef {object} Listeners
 * @property {() => void} onType
 * @property {() => void} onSubmit
 * @property {(sort: string) => void} onSort
 * @property {(facet: string, value: string) => void} onToggle
 * @property {() => void} onClear
 * @property {(search: string) => void} onGo a link within the page
 * @property {() => void} onRetry
 */

export class FinderPage {
  #root;
  #listeners;
  #facets;
  #sort = element("select", { id: "bt-finder-sort" });
  #count = element("h2", { class: "bt-finder__count", tabindex: "-1" }, "Đang tải dữ liệu tìm kiếm…");
  #status = element("p", { class: "bt-sr", role: "status" });
  #tags = element("div");
  #output = element("div");
  #feed = element("div");
  #results;

  /**
   * @param {HTMLElement} container
   * @param {URL} root of the site
   * @param {Listeners} listeners
   */
  constructor(container, root, listeners) {
    this.#root = root;
    this.#listeners = listeners;
    this.#facets = new FacetPanel(listeners.onToggle);
    this.#sort.append(...SORTS.map((sort) => element("option", { value: sort }, SORT_NAMES[sort])));
    this.#sort.addEventListener("change", () => listeners.onSort(this.#sort.value));
    this.#results = element(
      "section",
      { class: "bt-finder__results", "aria-label": "Kết quả" },
      element(
        "div",
        { class: "bt-finder__bar" },
        this.#count,
        element("label", { class: "bt-finder__sort" }, "Sắp xếp", this.#sort),
      ),
      this.#tags,
      this.#output,
      this.#feed,
    );
    const form = container.querySelector("form");
    this.input = form.elements.namedItem("q");
    this.#listen(form);
    const body = element("div", { class: "bt-finder__body" }, this.#facets.element, this.#results);
    container.replaceChildren(form, this.#status, body);
    container.addEventListener("click", (event) => this.#follow(event));
  }

  /** Say that a search is under way; the look of it comes late enough not to flicker. */
  setBusy(isBusy) {
    this.#results.setAttribute("aria-busy", String(isBusy));
  }

  /** @param {import("./state.js").State} state */
  showState(state) {
    if (this.input.value.trim() !== state.q.trim()) this.input.value = state.q;
    this.#sort.value = state.sort;
  }

  /**
   * @param {object} shown
   * @param {import("./engine.js").Result} shown.result
   * @param {import("./state.js").State} shown.state
   * @param {Record<string, Record<string, string>>} shown.labels
   * @param {number} shown.pages
   * @param {number} shown.first the place of the first hit in the whole result
   * @param {object[]} shown.ideas other queries that find something, where this one does not
   * @param {boolean} shown.isFresh whether the query is another one
   */
  showResult({ result, state, labels, pages, first, ideas, isFresh }) {
    const pageAddress = (page) => writeState({ ...state, page }) || "?";
    this.#count.textContent = countText(result, state, pages);
    this.#facets.update(result.facets, state, labels, isFresh);
    this.#facets.element.hidden = false;
    this.#showTags(state, labels);
    this.#output.replaceChildren(
      ...drawSuggestion(result.suggestion, state),
      result.total ? drawHits(result.hits, labels, this.#root, first) : drawNothing(ideas, this.#root),
      ...(pages > 1 ? [drawPager(state.page, pages, pageAddress)] : []),
    );
    this.#feed.replaceChildren(drawFeedOffer(state.filters, labels, this.#root));
  }

  /** @param {string} text */
  showFailure(text) {
    const retry = element("button", { type: "button", class: "bt-action" }, "Thử lại");
    retry.addEventListener("click", () => {
      this.#count.focus();
      this.#listeners.onRetry();
    });
    this.#count.textContent = "Chưa tìm được";
    this.#facets.element.hidden = true;
    this.#tags.replaceChildren();
    this.#feed.replaceChildren();
    this.#output.replaceChildren(
      element("div", { class: "bt-banner", role: "alert" }, element("p", {}, text), retry),
    );
  }

  /** Tell a screen reader what the heading of the results says. */
  speak() {
    this.#status.textContent = this.#count.textContent;
  }

  focusResults() {
    this.#count.focus({ preventScroll: true });
    this.#count.scrollIntoView({ block: "start" });
  }

  #listen(form) {
    this.input.addEventListener("input", () => this.#listeners.onType());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#listeners.onSubmit();
    });
    form.hidden = false;
  }

  #follow(event) {
    const link = event.target.closest("a[data-bt-go]");
    // with a key held down the browser opens another tab or window
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#listeners.onGo(link.search);
  }

  #showTags(state, labels) {
    const { onToggle, onClear } = this.#listeners;
    const place = [...this.#tags.querySelectorAll("button")].indexOf(document.activeElement);
    this.#tags.replaceChildren(...drawTags(state, labels, onToggle, onClear));
    if (place < 0) return;
    // the tag that had the focus is gone: its neighbour takes over, else the heading
    const buttons = this.#tags.querySelectorAll("button");
    (buttons[Math.min(place, buttons.length - 1)] ?? this.#count).focus();
  }
}

function drawSuggestion(suggestion, state) {
  if (!suggestion) return [];
  const href = writeState({ ...state, q: suggestion, page: 1 });
  return [
    element(
      "p",
      { class: "bt-finder__suggestion" },
      "Ý bạn là ",
      element("a", { href, "data-bt-go": true }, suggestion),
      `? Không có kết quả nào viết đúng như “${state.q.trim()}”.`,
    ),
  ];
}
