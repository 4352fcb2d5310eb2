/**
 * What to say where nothing was found: other queries that do find something, and other ways in.
 */

import { addressOf } from "./addresses.js";
import { element } from "./elements.js";
import { ideasFor } from "./ideas.js";
import { chosen, unfiltered, writeState } from "./state.js";
import { figure } from "./wording.js";

/**
 * The ideas that find something.
 * @param {{search: Function}} engine
 * @param {import("./state.js").State} state
 * @returns {Promise<{say: string, state: import("./state.js").State, total: number}[]>}
 */
export async function tryIdeas(engine, state) {
  const ideas = ideasFor(state.q).map(({ say, q }) => ({ say, state: { ...state, q, page: 1 } }));
  if (chosen(state).length) ideas.unshift({ say: "Bỏ các bộ lọc", state: unfiltered(state) });
  const tried = await Promise.all(
    ideas.map(async (idea) => {
      const { q, filters } = idea.state;
      const { total, suggestion } = await engine.search(q, { filters, limit: 0 });
      // an idea that finds something only when respelled is none
      return { ...idea, total: suggestion ? 0 : total };
    }),
  );
  return tried.filter((idea) => idea.total > 0);
}

/**
 * @param {Awaited<ReturnType<typeof tryIdeas>>} ideas
 * @param {URL} root of the site
 */
export function drawNothing(ideas, root) {
  const way = (path, text) => element("a", { href: addressOf(path, root) }, text);
  const section = element("div", { class: "bt-nothing" });
  if (ideas.length) {
    section.append(
      element("p", {}, "Cách tìm khác có kết quả:"),
      element("ul", {}, ...ideas.map(drawIdea)),
    );
  }
  section.append(
    element("p", {}, "Một vài gợi ý:"),
    element(
      "ul",
      {},
      element("li", {}, "Dùng ít chữ hơn, chọn những chữ chắc chắn có trong văn bản."),
      element("li", {}, "Bỏ dấu ngoặc kép: trong ngoặc kép, các chữ phải đứng liền nhau đúng như đã gõ."),
      element("li", {}, "Nếu nhớ số văn bản, chỉ gõ số, ví dụ 590."),
      element("li", {}, "Gõ không dấu cũng được: “ke hoach” tìm thấy “kế hoạch”."),
    ),
    element(
      "p",
      {},
      "Hoặc xem ",
      way("register/", "sổ văn bản"),
      " và ",
      way("topics/", "danh sách chủ đề"),
      ".",
    ),
  );
  return section;
}

function drawIdea({ say, state, total }) {
  const label = state.q ? `${say}: “${state.q}”` : say;
  const href = writeState(state) || "?";
  const link = element("a", { href, "data-bt-go": true }, label);
  return element("li", {}, link, ` (${figure(total)} kết quả)`);
}
