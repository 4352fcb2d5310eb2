// What pages do beyond their text: print, and let the keyboard scroll wide tables.

for (const button of document.querySelectorAll("[data-bt-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The theme wraps tables while it starts; by the time everything is loaded it has done so.
window.addEventListener("load", () => {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", "Bảng");
  }
});
