/**
 * Addresses of the site, as seen from the page that is open.
 */

/** The types of the index that are no documents, and have no feed. */
const FEEDLESS = new Set(["trang"]);

/**
 * The address of a path of the site. On a disk nobody adds the `index.html` of a folder.
 * @param {string} path relative to `root`
 * @param {string | URL} root
 */
export function addressOf(path, root) {
  const url = new URL(path, root);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

/**
 * The feed nearest to the filters: of the one topic, type or issuer chosen, else of the site.
 * @param {Record<string, string[]>} filters
 * @param {Record<string, Record<string, string>>} labels
 * @returns {{folder: string, facet: string, value: string}}
 */
export function nearestFeed(filters, labels) {
  for (const facet of ["topic", "type", "issuer"]) {
    const [value, ...others] = filters[facet];
    // the address may say anything; only what the site knows has a folder
    const known = value !== undefined && Object.hasOwn(labels[facet] ?? {}, value);
    if (known && !others.length && !FEEDLESS.has(value)) {
      return { folder: `${facet}s/${encodeURIComponent(value)}/`, facet, value };
    }
  }
  return { folder: "", facet: "", value: "" };
}
