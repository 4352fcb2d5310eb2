/**
 * The search box of the header: results as one types, after the combobox pattern of the WAI-ARIA
 * Authoring Practices (editable, list autocomplete, manual selection).
 */

import { addressOf } from "./addresses.js";
import { BoxList } from "./box-list.js";
import { debounce } from "./debounce.js";
import { element } from "./elements.js";
import { writeState, readState } from "./state.js";
import { FAILURE, figure } from "./wording.js";

const MOST = 7; // hits in the list
const TYPING = 120; // milliseconds without a key before a search
const SPEAKING = 600; // milliseconds without another result before a screen reader is told

/**
 * Start the search box.
 * @param {HTMLFormElement} form
 * @param {URL} base the folder `search/`
 * @param {() => Promise<import("./finder.js").Engine>} openEngine
 */
export function startSearchBox(form, base, openEngine) {
  return new SearchBox(form, base, openEngine);
}

class SearchBox {
  #base;
  #openEngine;
  #input;
  #list;
  #status = element("p", { class: "bt-sr", role: "status" });
  #searches = 0;
  #shown = ""; // the query that the list is for
  #spoken = "";
  #typing = debounce(() => this.#search(), TYPING);
  #speaking = debounce(() => (this.#status.textContent = this.#spoken), SPEAKING);

  constructor(form, base, openEngine) {
    this.#base = base;
    this.#openEngine = openEngine;
    this.#input = form.elements.namedItem("q");
    this.#list = new BoxList(new URL("..", base));
    form.action = addressOf("", base);
    form.append(this.#list.element, this.#status);
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.#list.id,
      "aria-expanded": "false",
      "aria-keyshortcuts": "Control+K",
    };
    for (const [name, value] of Object.entries(attributes)) this.#input.setAttribute(name, value);
    this.#listen();
    // a reader may have been quicker than this script
    if (document.activeElement === this.#input) this.#search();
  }

  #listen() {
    const input = this.#input;
    // the index is on its way before the first word is typed; a failure is said when it matters
    input.addEventListener("focus", () => this.#openEngine().catch(() => {}), { once: true });
    input.addEventListener("input", () => {
      this.#release();
      this.#typing();
    });
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("click", () => !this.#list.isOpen && this.#search());
    // the list keeps the focus in the field, so leaving the field is leaving the box
    input.addEventListener("blur", () => this.#close());
  }

  #pressed(event) {
    // while a Vietnamese input method composes a word, the keys are its own
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const actions = {
      ArrowDown: () => this.#move(1, event.altKey),
      ArrowUp: () => this.#move(-1, event.altKey),
      Enter: () => this.#openActive(),
      Escape: () => this.#escape(),
      Home: () => this.#release(),
      End: () => this.#release(),
      ArrowLeft: () => this.#release(),
      ArrowRight: () => this.#release(),
    };
    if (Object.hasOwn(actions, event.key) && actions[event.key]()) event.preventDefault();
  }

  // Each action says whether it was all that the key should do.

  #move(step, isAlt) {
    if (isAlt && step < 0) this.#close();
    else if (!this.#list.hasOptions) this.#search();
    else if (!isAlt) this.#moveIn(step);
    return true;
  }

  /** Never into a list that is for fewer letters than were typed. */
  async #moveIn(step) {
    if (this.#shown !== this.#input.value.trim()) await this.#search();
    if (this.#list.hasOptions) this.#list.move(step);
    this.#tell();
  }

  #openActive() {
    const option = this.#list.active;
    option?.click();
    return option !== null;
  }

  #escape() {
    if (this.#list.isOpen) this.#close();
    else this.#input.value = "";
    return true;
  }

  /** The caret moves in the text again. */
  #release() {
    this.#list.release();
    this.#tell();
    return false;
  }

  #close() {
    this.#typing.cancel();
    this.#searches++; // whatever is under way comes too late
    this.#list.close();
    this.#say("");
    this.#tell();
  }

  async #search() {
    const q = this.#input.value.trim();
    if (!q) {
      this.#close();
      return;
    }
    this.#typing.cancel();
    const search = ++this.#searches;
    const isLate = () => search !== this.#searches;
    if (!this.#list.isOpen) this.#list.showMessage("Đang tìm…");
    try {
      const engine = await this.#openEngine();
      if (isLate()) return;
      // the word in the typing may go on here; on the page of results it is taken as it stands
      const [found, page] = await Promise.all([
        engine.search(q, { limit: MOST, prefix: true }),
        engine.search(q, { limit: 0 }),
      ]);
      if (isLate()) return;
      this.#show(q, found, page, engine.labels);
    } catch (error) {
      if (isLate()) return;
      console.error(error);
      this.#list.showMessage(FAILURE);
      this.#say(FAILURE);
    }
    this.#tell();
  }

  #show(q, { hits, total, suggestion }, page, labels) {
    this.#shown = q;
    if (!hits.length) {
      const text = `Không có kết quả cho “${q}”. Nhấn Enter để xem gợi ý tìm cách khác.`;
      this.#list.showMessage(text);
      this.#say(text);
      return;
    }
    const href = addressOf("", this.#base) + writeState({ ...readState(""), q });
    const isFewer = page.total < hits.length;
    const text = isFewer ? "Mở trang tìm kiếm" : `Xem tất cả ${figure(page.total)} kết quả`;
    const message = suggestion ? `Ý bạn là “${suggestion}”?` : "";
    this.#list.showHits(hits, labels, message, { text, href });
    const shown = figure(hits.length);
    this.#say(`${message} ${shown} trong ${figure(total)} kết quả, dùng phím mũi tên để chọn.`.trim());
  }

  #say(text) {
    this.#spoken = text;
    this.#speaking();
  }

  /** Tell assistive technology what is open and what is active. */
  #tell() {
    const { active, hasOptions } = this.#list;
    this.#input.setAttribute("aria-expanded", String(hasOptions));
    if (active) this.#input.setAttribute("aria-activedescendant", active.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }
}
