/**
 * Loading from a disk: the files of the index run as classic scripts, since a browser fetches
 * nothing from `file://`. The one module here that needs a document.
 */

import { bytesOf } from "./container.js";

/** Scripts under way, by name. @type {Map<string, (text: string) => void>} */
const waiting = new Map();

/**
 * A loader that adds scripts to a document.
 * @param {string | URL} baseUrl the folder `search/` of the site
 * @param {Document} document
 * @returns {import("./store.js").Load}
 */
export function scriptLoader(baseUrl, document) {
  const base = String(baseUrl).replace(/\/?$/, "/");
  globalThis.bantinSearch ??= (name, text) => waiting.get(name)?.(text);
  return (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const settle = (settled) => {
        waiting.delete(name);
        script.remove();
        settled();
      };
      waiting.set(name, (text) => {
        const payload = bytesOf(text);
        settle(() => resolve({ payload, bytes: payload.length }));
      });
      script.onerror = () => settle(() => reject(new Error(`search index: ${name}.js`)));
      // every byte becomes one character, U+F780 to U+F7FF for the upper half
      script.charset = "x-user-defined";
      script.src = `${base}${name}.js`;
      document.head.append(script);
    });
}
