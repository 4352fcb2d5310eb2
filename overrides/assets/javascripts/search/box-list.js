/**
 * What hangs below the header's search box: a list of hits to choose from, or a message.
 */

import { addressOf } from "./addresses.js";
import { element } from "./elements.js";
import { drawMeta } from "./hits.js";
import { marked } from "./marks.js";

const LIST = "bt-search-list";

export class BoxList {
  #root;
  #message = element("p", { class: "bt-suggest__message", hidden: true });
  #options = element("div", { id: LIST, role: "listbox", "aria-label": "Kết quả tìm nhanh" });
  #active = -1;

  id = LIST;

  /** @param {URL} root of the site */
  constructor(root) {
    this.#root = root;
    this.element = element("div", { class: "bt-suggest", hidden: true }, this.#message, this.#options);
    // the focus stays in the field, whatever is pressed here
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  get hasOptions() {
    return this.isOpen && this.#options.childElementCount > 0;
  }

  /** The option that Enter would open. @returns {HTMLAnchorElement | null} */
  get active() {
    return this.#options.children[this.#active] ?? null;
  }

  close() {
    this.element.hidden = true;
    this.#activate(-1);
  }

  /** @param {string} text */
  showMessage(text) {
    this.#show(text, []);
  }

  /**
   * @param {import("./engine.js").Hit[]} hits
   * @param {Record<string, Record<string, string>>} labels
   * @param {string} message said above the hits, or ""
   * @param {{text: string, href: string}} all the way to every result
   */
  showHits(hits, labels, message, all) {
    const options = hits.map((hit) => this.#option(addressOf(hit.url, this.#root), drawHit(hit, labels)));
    options.push(this.#option(all.href, [all.text], " bt-suggest__all"));
    this.#show(message, options);
  }

  /** Make the next option active, or the one before; beyond the ends begins the other. */
  move(step) {
    const count = this.#options.childElementCount;
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#activate((from + step + count) % count);
    this.active.scrollIntoView({ block: "nearest" });
  }

  release() {
    this.#activate(-1);
  }

  #show(message, options) {
    this.#message.textContent = message;
    this.#message.hidden = !message;
    options.forEach((option, place) => (option.id = `${LIST}-${place}`));
    this.#options.replaceChildren(...options);
    this.#options.hidden = !options.length;
    this.#active = -1;
    this.element.hidden = false;
  }

  #activate(place) {
    this.active?.setAttribute("aria-selected", "false");
    this.#active = place;
    this.active?.setAttribute("aria-selected", "true");
  }

  /** Options are links, so that a hit can be opened in another tab. */
  #option(href, children, more = "") {
    const attributes = { class: `bt-suggest__option${more}`, role: "option", "aria-selected": "false" };
    return element("a", { ...attributes, href, tabindex: "-1" }, ...children);
  }
}

function drawHit(hit, labels) {
  return [drawMeta(hit, labels), element("span", { class: "bt-suggest__title" }, ...marked(hit.titleSegments))];
}
