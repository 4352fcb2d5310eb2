/**
 * Facets: which documents the filters let through, and how many each value has.
 *
 * @typedef {{name: string, sets: string[][], codes: ArrayLike<number>}} Column
 */

/**
 * Let documents through the filters and count the values.
 *
 * Within a facet any chosen value will do, between facets all must hold. A facet counts the
 * documents that all the *other* facets let through, so that a reader sees what choosing one more
 * of its values would add.
 * @param {Column[]} columns
 * @param {Record<string, string[]>} filters
 * @param {Iterable<number>} documents
 */
export function applyFilters(columns, filters, documents) {
  const chosen = columns.map(({ name, sets }) => {
    const values = filters[name]?.map(String);
    if (!values?.length) return null;
    return sets.map((set) => set.some((value) => values.includes(value)));
  });
  const counts = columns.map(({ sets }) => new Uint32Array(sets.length));
  const found = [];
  for (const document of documents) {
    let failed = -1;
    let failures = 0;
    for (let i = 0; i < columns.length; i++) {
      if (chosen[i] && !chosen[i][columns[i].codes[document]]) {
        failed = i;
        if (++failures > 1) break;
      }
    }
    if (failures > 1) continue;
    if (failures === 0) found.push(document);
    for (let i = 0; i < columns.length; i++) {
      if (failures === 0 || i === failed) counts[i][columns[i].codes[document]]++;
    }
  }
  return { found, facets: named(columns, counts) };
}

function named(columns, counts) {
  const facets = {};
  columns.forEach(({ name, sets }, i) => {
    const values = {};
    sets.forEach((set, code) => {
      if (counts[i][code]) for (const value of set) values[value] = (values[value] ?? 0) + counts[i][code];
    });
    facets[name] = values;
  });
  return facets;
}
