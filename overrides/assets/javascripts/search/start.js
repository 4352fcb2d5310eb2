// Starts the search of a page: over HTTP from the modules; from a disk (file://), where browsers
// load no modules, from the one classic script that the build makes of them. This script is
// itself a classic one, so that it runs in both.

{
  const isOnDisk = location.protocol === "file:";
  const script = document.createElement("script");
  if (!isOnDisk) script.type = "module";
  script.src = new URL(isOnDisk ? "offline.bundle.js" : "online.js", document.currentScript.src);
  document.head.append(script);
}
