// Only in `mkdocs serve`: show what is wrong with the bulletins, above the last good site, and
// what was built again.

import { notes } from "./preview-notes.js";

const script = document.querySelector("script[data-problems]");

/** An element with a text; problems are shown as text, never as HTML. */
function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

const response = await fetch(script.dataset.problems, { cache: "no-store" });
const { problems, built } = response.ok ? await response.json() : { problems: [], built: "" };
const found = notes(problems);
if (found) {
  const panel = element("section", "", "bt-preview md-typeset");
  panel.setAttribute("role", "alert");
  const list = document.createElement("ul");
  for (const { place, text } of found.entries) {
    const item = document.createElement("li");
    item.append(element("strong", place), ` ${text}`);
    list.append(item);
  }
  panel.append(element("p", found.title, "bt-preview__title"), list);
  document.querySelector(".md-container").prepend(panel);
}
if (built) {
  const status = element("p", built, "bt-built");
  status.setAttribute("role", "status");
  document.body.append(status);
}
