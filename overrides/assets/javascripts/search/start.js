/**
 * The parts of a page that search: the box of the header, and the search page itself; they share
 * one engine. The build makes one classic script of this module and all it imports: a browser
 * runs no modules from a disk (`file://`), and one request beats thirty.
 *
 * @typedef {import("./finder.js").Engine} Engine
 */

import { open } from "./engine.js";
import { startFinder } from "./finder.js";
import { scriptLoader } from "./script-loader.js";
import { startSearchBox } from "./search-box.js";
import { listenForShortcuts } from "./shortcuts.js";

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

const box = document.querySelector("[data-bt-search]");
const finder = document.querySelector("[data-bt-finder]");
const base = new URL(finder?.dataset.btFinder ?? box.dataset.btSearch, document.baseURI);
const means = location.protocol === "file:" ? { load: scriptLoader(base, document) } : {};
const openEngine = once(() => open(base, means));

listenForShortcuts(() =>
  [finder, box].map((part) => part?.querySelector("input")).find((field) => field?.offsetParent),
);
if (box) startSearchBox(box, base, openEngine);
if (finder) startFinder(finder, base, openEngine);
