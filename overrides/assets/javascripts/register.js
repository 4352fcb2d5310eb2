// Sort and filter the register of documents. Without JavaScript the table stays as the build made it.

import { fits, sorted } from "./register-rows.js";

const TYPE = 2; // columns of the table
const ISSUER = 4;

const table = document.querySelector("[data-bt-register]");
const form = document.querySelector("[data-bt-filters]");

/** What a row is sorted by: the data-order of its cell, else its text. */
function orderOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.order ?? cell.textContent.trim();
}

function sortBy(header, column) {
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [orderOf(row, column), row]);
  body.append(...sorted(rows, header.dataset.sort, ascending).map(([, row]) => row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
}

function filter() {
  const { text, type, issuer } = form.elements;
  const wish = { text: text.value, type: type.value, issuer: issuer.value };
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const [rowType, rowIssuer] = [TYPE, ISSUER].map((column) => row.cells[column].textContent);
    row.hidden = !fits({ text: row.textContent, type: rowType, issuer: rowIssuer }, wish);
    shown += row.hidden ? 0 : 1;
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
