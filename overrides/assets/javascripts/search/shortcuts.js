/**
 * "/" and Ctrl+K (or Command+K) go to a search field, unless one is typing.
 */

const FIELDS = "input, textarea, select, [contenteditable]";

/**
 * @param {() => HTMLElement | undefined} findField the field to go to, if one can be seen
 */
export function listenForShortcuts(findField) {
  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isControlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if ((!isSlash && !isControlK) || event.target.closest?.(FIELDS)) return;
    const field = findField();
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
