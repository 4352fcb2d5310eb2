/**
 * The parts of a page that search: the box of the header, and the search page itself. All parts
 * of a page share one engine.
 *
 * @typedef {import("./finder.js").Engine} Engine
 */

import { listenForShortcuts } from "./shortcuts.js";

const BOX = "[data-bt-search]";
const FINDER = "[data-bt-finder]";

/**
 * Start what the page has.
 * @param {(base: URL) => Promise<Engine>} open opens the index in a folder
 * @param {() => Promise<typeof import("./search-box.js")>} loadBox
 * @param {() => Promise<typeof import("./finder.js")>} loadFinder
 */
export async function startParts(open, loadBox, loadFinder) {
  const box = document.querySelector(BOX);
  const finder = document.querySelector(FINDER);
  const base = new URL(finder?.dataset.btFinder ?? box.dataset.btSearch, document.baseURI);
  const openEngine = once(() => open(base));
  listenForShortcuts(() =>
    [finder, box].map((part) => part?.querySelector("input")).find((field) => field?.offsetParent),
  );
  if (finder) (await loadFinder()).startFinder(finder, base, openEngine);
  if (box) (await loadBox()).startSearchBox(box, base, openEngine);
}

/** Do something once, and again only where it failed. */
function once(work) {
  let done = null;
  return () => {
    done ??= work().catch((error) => {
      done = null;
      throw error;
    });
    return done;
  };
}
