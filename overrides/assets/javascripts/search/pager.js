/**
 * Links to the pages of a result.
 */

import { element } from "./elements.js";
import { figure } from "./wording.js";

const AROUND = 1; // pages shown on either side of the open one

/**
 * The pages to link to: the first, the last and those around the open one; 0 is a gap.
 * @param {number} page
 * @param {number} pages
 */
export function pageNumbers(page, pages) {
  const shown = [];
  for (let number = 1; number <= pages; number++) {
    const isEnd = number === 1 || number === pages;
    if (isEnd || Math.abs(number - page) <= AROUND) shown.push(number);
    else if (shown.at(-1) !== 0) shown.push(0);
  }
  return shown;
}

/**
 * @param {number} page
 * @param {number} pages
 * @param {(page: number) => string} href
 */
export function drawPager(page, pages, href) {
  const nav = element("nav", { class: "bt-pages", "aria-label": "Các trang kết quả" });
  const link = (number, text, more = {}) =>
    element("a", { href: href(number), "data-bt-go": true, ...more }, text);
  if (page > 1) nav.append(link(page - 1, "Trước", { rel: "prev" }));
  for (const number of pageNumbers(page, pages)) {
    nav.append(
      number
        ? link(number, figure(number), { "aria-current": number === page ? "page" : null })
        : element("span", { "aria-hidden": "true" }, "…"),
    );
  }
  if (page < pages) nav.append(link(page + 1, "Sau", { rel: "next" }));
  return nav;
}
