// Starts the search of a page: over HTTP from the modules; from a disk (file://), where browsers
// load no modules, from the one classic script that the build makes of them. This script is
// itself a classic one, so that it runs in both.

{
  const { src } = document.currentScript;
  if (location.protocol === "file:") {
    const script = document.createElement("script");
    script.src = new URL("offline.bundle.js", src).href;
    document.head.append(script);
  } else {
    import(new URL("online.js", src).href);
  }
}
