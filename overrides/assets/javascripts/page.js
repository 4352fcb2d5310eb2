// What every page does beyond its text: the print button, and the search box of the header.

for (const button of document.querySelectorAll("[data-bt-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
