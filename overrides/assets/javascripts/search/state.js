/**
 * The state of the search page, all of which stands in its address.
 *
 * @typedef {"topic" | "type" | "issuer" | "year" | "status" | "attachment"} Facet
 * @typedef {object} State
 * @property {string} q what was typed
 * @property {Record<Facet, string[]>} filters the values chosen, by facet
 * @property {"relevance" | "date" | "number"} sort
 * @property {number} page from 1
 */

/** @type {Facet[]} in the order of the page */
export const FACETS = ["topic", "type", "issuer", "year", "status", "attachment"];
export const SORTS = ["relevance", "date", "number"];

/** The state that an address describes; what makes no sense is left out. @param {string} search */
export function readState(search) {
  const given = new URLSearchParams(search);
  const page = Number(given.get("page"));
  return {
    q: given.get("q") ?? "",
    filters: Object.fromEntries(
      FACETS.map((facet) => [facet, [...new Set(given.getAll(facet).filter(Boolean))]]),
    ),
    sort: SORTS.includes(given.get("sort")) ? given.get("sort") : "relevance",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** The address of a state, "?" included; "" for the page as it opens. @param {State} state */
export function writeState({ q, filters, sort, page }) {
  const said = new URLSearchParams();
  if (q.trim()) said.set("q", q.trim());
  for (const facet of FACETS) for (const value of filters[facet]) said.append(facet, value);
  if (sort !== "relevance") said.set("sort", sort);
  if (page > 1) said.set("page", String(page));
  const text = said.toString();
  return text && `?${text}`;
}

/**
 * The state after a value was chosen, or no longer: results start again at the first page.
 * @param {State} state
 * @param {Facet} facet
 * @param {string} value
 */
export function toggled(state, facet, value) {
  const now = state.filters[facet];
  const then = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return { ...state, filters: { ...state.filters, [facet]: then }, page: 1 };
}

/** The state without filters. @param {State} state */
export function unfiltered(state) {
  return { ...state, filters: readState("").filters, page: 1 };
}

/** The filters chosen, one by one. @param {State} state @returns {{facet: Facet, value: string}[]} */
export function chosen({ filters }) {
  return FACETS.flatMap((facet) => filters[facet].map((value) => ({ facet, value })));
}
