// Puts the reader's choice of colours on the page before anything of it is painted. Who chose what the
// system says gets the colours of the system as it is now.

{
  const chosen = window.__md_get("__palette")?.color;
  if (chosen) {
    if (chosen.media === "(prefers-color-scheme)") {
      const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      const input = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${scheme})"]`);
      for (const name of ["media", "scheme", "primary", "accent"]) {
        chosen[name] = input.getAttribute(`data-md-color-${name}`);
      }
    }
    for (const [name, value] of Object.entries(chosen)) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
  }
}
