// Sort and filter the register of documents. Without JavaScript the table stays as the build made it.

const table = document.querySelector("[data-bt-register]");
const form = document.querySelector("[data-bt-filters]");

/** Text without accents, in lower case, so that "ke hoach" finds "Kế hoạch". */
function fold(text) {
  return text.replace(/[đĐÐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What a cell is sorted by: its data-order, else its text. */
function orderOf(row, column, kind) {
  const cell = row.cells[column];
  const order = cell.dataset.order;
  if (kind === "number") return Number(order);
  return order ?? cell.textContent.trim();
}

function compare(kind) {
  const collator = new Intl.Collator("vi", { numeric: true });
  if (kind === "number") return (a, b) => a - b;
  if (kind === "date") return (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) => collator.compare(a, b);
}

function sortBy(header, column) {
  const kind = header.dataset.sort;
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  const body = table.tBodies[0];
  const ordered = compare(kind);
  const rows = [...body.rows].map((row) => [orderOf(row, column, kind), row]);
  rows.sort(([a], [b]) => (ascending ? ordered(a, b) : ordered(b, a)));
  body.append(...rows.map(([, row]) => row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
}

function filter() {
  const words = fold(form.elements.text.value).split(/\s+/).filter(Boolean);
  const type = form.elements.type.value;
  const issuer = form.elements.issuer.value;
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = fold(row.textContent);
    const fits =
      words.every((word) => text.includes(word)) &&
      (!type || row.cells[2].textContent === type) &&
      (!issuer || row.cells[4].textContent === issuer);
    row.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  form.querySelector("[role=status]").textContent = `${shown} văn bản`;
}

if (table && form) {
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sortBy(header, column));
    header.replaceChildren(button);
  });
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
}
