/**
 * Elements, without HTML: whatever a reader or an index says becomes a text node.
 */

/**
 * An element with attributes and children. A false or null attribute is left out, a true one is
 * empty. Children that are null, false or "" are left out.
 * @param {string} name
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Node | string | null | false)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter(Boolean));
  return made;
}
