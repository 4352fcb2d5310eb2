/**
 * The search page: what stands in its address is searched, and what a reader does goes into the
 * address.
 *
 * @typedef {Awaited<ReturnType<typeof import("./engine.js").open>>} Engine
 */

import { debounce } from "./debounce.js";
import { FinderPage } from "./finder-page.js";
import { tryIdeas } from "./nothing.js";
import { readState, toggled, unfiltered, writeState } from "./state.js";
import { FAILURE } from "./wording.js";

const PAGE = 10; // hits on a page
const TYPING = 150; // milliseconds without a key before a search
const SPEAKING = 600; // milliseconds without another result before a screen reader is told

/**
 * Start the search page.
 * @param {HTMLElement} container
 * @param {URL} base the folder `search/`
 * @param {() => Promise<Engine>} openEngine
 */
export function startFinder(container, base, openEngine) {
  return new Finder(container, base, openEngine).start();
}

class Finder {
  #openEngine;
  #page;
  #state = readState(location.search);
  #searches = 0;
  #shownQuery = null; // the query of the facets on the page
  #isSettled = false; // whether the newest entry of the history is a choice, not typing
  #titleOfPage = document.title;
  #typing = debounce(() => this.#typed(), TYPING);
  #speaking = debounce(() => this.#page.speak(), SPEAKING);

  constructor(container, base, openEngine) {
    this.#openEngine = openEngine;
    this.#page = new FinderPage(container, new URL("..", base), {
      onType: this.#typing,
      onSubmit: () => this.#submit(),
      onSort: (sort) => this.#choose({ ...this.#state, sort, page: 1 }),
      onToggle: (facet, value) => this.#choose(toggled(this.#state, facet, value)),
      onClear: () => this.#choose(unfiltered(this.#state)),
      onGo: (search) => this.#go(search),
      onRetry: () => this.#search(),
    });
  }

  start() {
    addEventListener("popstate", () => {
      this.#typing.cancel();
      this.#state = readState(location.search);
      this.#isSettled = true;
      this.#page.showState(this.#state);
      this.#search();
    });
    this.#page.showState(this.#state);
    if (!location.search) this.#page.input.focus();
    return this.#search();
  }

  /** Typing replaces the entry of the history, unless that entry is a choice to come back to. */
  #typed() {
    const next = { ...this.#state, q: this.#page.input.value, page: 1 };
    if (next.q.trim() === this.#state.q.trim()) return;
    this.#state = next;
    this.#remember(this.#isSettled);
    this.#isSettled = false;
    this.#search();
  }

  #submit() {
    this.#typing.now();
    this.#isSettled = true;
  }

  #choose(state) {
    this.#typing.cancel();
    const q = this.#page.input.value;
    this.#state = q.trim() === state.q.trim() ? state : { ...state, q, page: 1 };
    this.#remember(true);
    this.#isSettled = true;
    this.#page.showState(this.#state);
    return this.#search();
  }

  /** Follow a link within the page: another query, or another page of the result. */
  async #go(search) {
    const state = readState(search);
    this.#page.input.value = state.q;
    await this.#choose(state);
    this.#page.focusResults();
  }

  #remember(isChoice) {
    const address = writeState(this.#state) || location.pathname;
    try {
      if (isChoice) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // some browsers keep no history for a file on a disk; the page works without it
    }
  }

  async #search() {
    const search = ++this.#searches;
    const isLate = () => search !== this.#searches;
    const { q, filters, sort, page } = this.#state;
    document.title = q.trim() ? `${q.trim()} - ${this.#titleOfPage}` : this.#titleOfPage;
    this.#page.setBusy(true);
    try {
      const engine = await this.#openEngine();
      const result = await engine.search(q, { filters, sort, limit: PAGE, offset: (page - 1) * PAGE });
      if (isLate()) return;
      const pages = Math.ceil(result.total / PAGE);
      if (page > pages && pages > 0) {
        this.#state = { ...this.#state, page: pages };
        this.#remember(false);
        await this.#search();
        return;
      }
      const ideas = result.total ? [] : await tryIdeas(engine, this.#state);
      if (isLate()) return;
      const isFresh = this.#shownQuery !== q;
      this.#shownQuery = q;
      this.#page.showResult({
        result,
        state: this.#state,
        labels: engine.labels,
        pages,
        first: (page - 1) * PAGE + 1,
        ideas,
        isFresh,
      });
      this.#speaking();
    } catch (error) {
      if (isLate()) return;
      console.error(error);
      this.#shownQuery = null;
      this.#page.showFailure(FAILURE);
    }
    this.#page.setBusy(false);
  }
}
