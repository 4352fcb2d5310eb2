// Only in `mkdocs serve`: show what is wrong with the bulletins, above the last good site.

const script = document.querySelector("script[data-problems]");

/** An element with a text; problems are shown as text, never as HTML. */
function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

const response = await fetch(script.dataset.problems, { cache: "no-store" });
const { problems } = response.ok ? await response.json() : { problems: [] };
if (problems.length) {
  const errors = problems.some((problem) => problem.severity === "error");
  const panel = element("section", "", "bt-preview md-typeset");
  panel.setAttribute("role", "alert");
  panel.append(
    element(
      "p",
      errors
        ? "Bản tin có lỗi nên trang dưới đây là bản đúng gần nhất:"
        : "Bản tin có cảnh báo:",
      "bt-preview__title",
    ),
  );
  const list = document.createElement("ul");
  for (const problem of problems) {
    const item = element("li", "");
    item.append(
      element("strong", `${problem.file}:${problem.line}:${problem.column} [${problem.code}]`),
      element("span", ` ${problem.message} → ${problem.remedy}`),
    );
    list.append(item);
  }
  panel.append(list);
  document.querySelector(".md-container").prepend(panel);
}
