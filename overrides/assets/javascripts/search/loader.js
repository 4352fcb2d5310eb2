/**
 * Loading over HTTP: the files of the index fetched, never run.
 */

import { unwrap } from "./container.js";

/**
 * A loader that fetches.
 * @param {string | URL} baseUrl the folder `search/` of the site
 * @param {typeof globalThis.fetch} fetch
 * @returns {import("./store.js").Load}
 */
export function fetchLoader(baseUrl, fetch) {
  const base = String(baseUrl).replace(/\/?$/, "/");
  return async (name) => {
    // asked again each time, and answered "not modified": parts of two builds must never mix
    const response = await fetch(`${base}${name}.js`, { cache: "no-cache" });
    if (!response.ok) throw new Error(`search index: ${name}.js: ${response.status}`);
    const file = new Uint8Array(await response.arrayBuffer());
    return { payload: unwrap(file), bytes: file.length };
  };
}
