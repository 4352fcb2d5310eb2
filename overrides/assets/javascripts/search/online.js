/**
 * Search over HTTP: the engine is loaded when a reader turns to search, the finder on its page.
 */

import { startParts } from "./parts.js";

startParts(
  async (base) => (await import("./engine.js")).open(base),
  () => import("./finder.js"),
);
