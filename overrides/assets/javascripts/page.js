// What pages do beyond their text. A classic script, so that it runs from a disk (file://) too.

{
  for (const button of document.querySelectorAll("[data-bt-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // The theme opens its menu, and the table of contents in it, by labels, which the keyboard cannot reach.
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector(".md-header label[for=__drawer]");
  if (drawer && label) {
    const menu = document.querySelector(".md-sidebar--primary");
    for (const part of menu?.querySelectorAll("label.md-nav__link") ?? []) part.tabIndex = 0;
    const opener = document.createElement("button");
    opener.type = "button";
    opener.className = `${label.className} bt-menu`;
    opener.append(...label.childNodes);
    label.replaceWith(opener);
    const tell = () => opener.setAttribute("aria-expanded", String(drawer.checked));
    tell();
    drawer.addEventListener("change", tell);
    opener.addEventListener("click", (event) => {
      drawer.click();
      if (!drawer.checked || event.detail) return; // a pointer did it
      // The innermost open part of the menu covers the rest.
      const part = [...(menu?.querySelectorAll(".md-nav__toggle:checked ~ .md-nav") ?? [])].at(-1) ?? menu;
      part?.querySelector("a[href]")?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      opener.focus();
    });
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
