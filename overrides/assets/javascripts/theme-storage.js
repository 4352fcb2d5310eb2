// What the theme's script expects to be there: how it keeps what readers chose (palette, tabs),
// under the path of the site, so that two sites on one host do not share it.

window.__md_scope = new URL(document.currentScript.dataset.scope, location);

window.__md_hash = (text) =>
  [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);

window.__md_get = (key, storage = localStorage, scope = window.__md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${key}`));

window.__md_set = (key, value, storage = localStorage, scope = window.__md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the choice holds for this page only.
  }
};
