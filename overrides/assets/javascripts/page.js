// What pages do beyond their text. A classic script, so that it runs from a disk (file://) too.

{
  for (const button of document.querySelectorAll("[data-bt-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // A disk shows a folder as a list of files; its page is the index.html within.
  if (location.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }
  }

  // The theme wraps tables while it starts; by the time everything is loaded it has done so.
  window.addEventListener("load", () => {
    for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "group");
      wrap.setAttribute("aria-label", "Bảng");
    }
  });
}
