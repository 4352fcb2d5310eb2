/**
 * The parts of a page that search: the box of the header, and the search page itself. All parts
 * of a page share one engine.
 *
 * @typedef {import("./finder.js").Engine} Engine
 */

import { startSearchBox } from "./search-box.js";
import { listenForShortcuts } from "./shortcuts.js";

const BOX = "[data-bt-search]";
const FINDER = "[data-bt-finder]";

/**
 * Start what the page has.
 * @param {(base: URL) => Promise<Engine>} open opens the index in a folder
 * @param {() => Promise<typeof import("./finder.js")>} loadFinder
 */
export async function startParts(open, loadFinder) {
  const box = document.querySelector(BOX);
  const finder = document.querySelector(FINDER);
  const base = new URL(finder?.dataset.btFinder ?? box.dataset.btSearch, document.baseURI);
  const openEngine = once(() => open(base));
  listenForShortcuts(() =>
    [finder, box].map((part) => part?.querySelector("input")).find((field) => field?.offsetParent),
  );
  if (box) startSearchBox(box, base, openEngine);
  if (finder) (await loadFinder()).startFinder(finder, base, openEngine);
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
