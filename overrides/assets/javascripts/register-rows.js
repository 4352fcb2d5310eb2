// How the rows of the register are compared and filtered; knows nothing of the page.

/** Text without accents, in lower case, so that "ke hoach" finds "Kế hoạch". */
export function fold(text) {
  return text.replace(/[đĐÐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A date as lists show it, perhaps partial ("05/2026"), as a text that sorts by time. */
function isoDate(text) {
  return text.split("/").reverse().join("-");
}

/** Compare two values of a column: "number", "date" ("05/03/2026", perhaps partial) or "text". */
export function comparer(kind) {
  if (kind === "number") return (a, b) => Number(a) - Number(b);
  if (kind === "date") {
    return (a, b) => (isoDate(a) < isoDate(b) ? -1 : isoDate(a) > isoDate(b) ? 1 : 0);
  }
  return new Intl.Collator("vi", { numeric: true }).compare;
}

/** Sort [value, row] pairs by their values; rows of one value keep their order. */
export function sorted(pairs, kind, ascending) {
  const compare = comparer(kind);
  return [...pairs].sort(([a], [b]) => (ascending ? compare(a, b) : compare(b, a)));
}

/** Whether a row ({text, type, issuer}) fits what is asked for; an empty wish fits all. */
export function fits(row, { text, type, issuer }) {
  const folded = fold(row.text);
  const words = fold(text).split(/\s+/).filter(Boolean);
  return (
    words.every((word) => folded.includes(word)) &&
    (!type || row.type === type) &&
    (!issuer || row.issuer === issuer)
  );
}
