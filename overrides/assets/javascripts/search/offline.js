/**
 * Search from a disk: the build makes one classic script of this module and all it imports.
 */

import { open } from "./engine.js";
import { startFinder } from "./finder.js";
import { startParts } from "./parts.js";
import { scriptLoader } from "./script-loader.js";

startParts(
  (base) => open(base, { load: scriptLoader(base, document) }),
  async () => ({ startFinder }),
);
