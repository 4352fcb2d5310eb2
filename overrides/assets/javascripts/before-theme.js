// The theme takes every alternate link for a translation of the site and fetches a sitemap beside
// it, on every page. Feeds are no translations; programs that look for them read the HTML.

for (const link of document.querySelectorAll('link[rel="alternate"][type]')) {
  link.rel = "alternate feed";
}
