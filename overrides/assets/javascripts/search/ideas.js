/**
 * Ideas for a query that finds nothing: other ways to say it, which the page then tries.
 *
 * @typedef {{say: string, q: string}} Idea
 */

const MOST = 4;

/**
 * @param {string} q
 * @returns {Idea[]} the likeliest first, none twice
 */
export function ideasFor(q) {
  const typed = q.trim();
  const plain = tidy(typed.replace(/["“”]/g, " "));
  const kept = tidy(plain.replace(/(^|\s)-\S+/g, " "));
  const number = /\p{Nd}+/u.exec(kept)?.[0] ?? "";
  const words = kept.split(" ");
  const middle = Math.ceil(words.length / 2);
  const ideas = [
    { say: "Không dùng dấu ngoặc kép", q: plain },
    { say: "Không loại trừ chữ nào", q: kept },
    { say: "Chỉ tìm theo số", q: number },
    { say: "Ít chữ hơn", q: words.slice(0, middle).join(" ") },
    { say: "Ít chữ hơn", q: words.slice(middle).join(" ") },
  ];
  const seen = new Set(["", typed]);
  return ideas.filter((idea) => !seen.has(idea.q) && seen.add(idea.q)).slice(0, MOST);
}

function tidy(text) {
  return text.replace(/\s+/g, " ").trim();
}
