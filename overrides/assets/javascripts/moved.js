// An old address of a bulletin: lead on to where it is now, with the anchor that was asked for.

const target = document.querySelector("a");
target.hash = location.hash;
location.replace(target.href);
