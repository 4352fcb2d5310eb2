/**
 * What the search view says, in Vietnamese.
 */

export const FACET_NAMES = {
  topic: "Chủ đề",
  type: "Loại",
  issuer: "Cơ quan ban hành",
  year: "Năm",
  status: "Hiệu lực",
  attachment: "Tệp kèm theo",
};

export const SORT_NAMES = {
  relevance: "Liên quan nhất",
  date: "Mới nhất",
  number: "Số, ký hiệu",
};

export const FAILURE =
  "Chưa tải được dữ liệu tìm kiếm. Hãy kiểm tra kết nối mạng rồi thử lại.";

/** Types that carry no number by nature; others without one are still waiting for it. */
const UNNUMBERED = new Set(["tin", "trang"]);

/** Statuses that a reader need not be told of. */
const QUIET = new Set(["", "con-hieu-luc", "khong-ap-dung"]);

/** A count as Vietnamese writes it: 1.234. @param {number} count */
export function figure(count) {
  return count.toLocaleString("vi-VN");
}

/**
 * The label of a value of a facet.
 * @param {Record<string, Record<string, string>>} labels
 * @param {string} facet
 * @param {string} value
 */
export function labelOf(labels, facet, value) {
  if (facet === "attachment" && value === "1") return "Có tệp kèm theo";
  const known = labels[facet] ?? {};
  return Object.hasOwn(known, value) ? known[value] : value;
}

/**
 * How much was found.
 * @param {{total: number, approximate: boolean, suggestion: string}} result
 * @param {import("./state.js").State} state
 * @param {number} pages
 */
export function countText({ total, approximate, suggestion }, { q, page }, pages) {
  const typed = suggestion || q.trim();
  const about = approximate ? "Khoảng " : "";
  const of = typed ? ` cho “${typed}”` : "";
  const at = pages > 1 ? `, trang ${figure(page)} trong ${figure(pages)}` : "";
  return total ? `${about}${figure(total)} kết quả${of}${at}` : `Không có kết quả${of}`;
}

/** A date as lists write it: 05/07/2023, 11/2026, 2024. @param {string} iso */
export function dateText(iso) {
  return iso.split("-").reverse().join("/");
}

/** The number of a hit, or that it has none yet. @param {{number: string, type: string}} hit */
export function numberText({ number, type }) {
  return number || (UNNUMBERED.has(type) ? "" : "Chưa cấp số");
}

/**
 * The flag of a hit; none where its title begins with its status in brackets.
 * @param {{status: string, title: string}} hit
 * @param {Record<string, Record<string, string>>} labels
 */
export function flagText({ status, title }, labels) {
  return QUIET.has(status) || title.startsWith("[") ? "" : labelOf(labels, "status", status);
}
