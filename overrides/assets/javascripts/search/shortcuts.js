/**
 * Ctrl+K (or Command+K) goes to a search field. No single character does: whoever speaks to the
 * computer or brushes a key would be taken there (WCAG 2.2, 2.1.4).
 */

/**
 * @param {() => HTMLElement | undefined} findField the field to go to, if one can be seen
 */
export function listenForShortcuts(findField) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    const field = findField();
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
