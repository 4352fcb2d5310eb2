// The theme takes every alternate link for a translation of the site and fetches a sitemap beside
// it, on every page. Feeds are no translations; programs that look for them read the HTML.

for (const link of document.querySelectorAll('link[rel="alternate"][type]')) {
  link.rel = "alternate feed";
}

// What the theme itself does in a script in the page: the tabs that the reader chose last are open, and
// the one that the address names.

{
  const latest = window.__md_get("__tabs") ?? [];
  for (const set of document.querySelectorAll(".tabbed-set")) {
    const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")];
    const named = latest.map((tab) => labels.find((label) => label.innerText.trim() === tab));
    const label = named.find(Boolean);
    if (label) document.getElementById(label.htmlFor).checked = true;
  }
  const target = document.getElementById(location.hash.slice(1));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
}
