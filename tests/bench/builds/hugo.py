"""Hugo, with Pagefind for the search."""

import json
import shutil
from pathlib import Path

from tests.bench.builds.corpus import Bulletin, quoted
from tests.bench.builds.peer import SITES, Peer

HUGO, PAGEFIND = "Hugo", "Pagefind"
NAME = f"{HUGO} + {PAGEFIND}"


class Hugo(Peer):
    """Hugo reads the bulletins as they are; Pagefind reads the pages that Hugo wrote."""

    name = NAME
    note = "Hugo's layouts are plain HTML without a theme; Pagefind's index is of the bulletins."
    place = "<article data-pagefind-body>"
    caches = ("cache", "resources")

    @property
    def site(self) -> Path:
        """Return the folder that the site is written to."""
        return self.folder / "public"

    @property
    def template(self) -> Path:
        """Return the template of a bulletin's page."""
        return self.folder / "layouts" / "page.html"

    def stages(self) -> dict[str, list[str]]:
        """Return Hugo, then Pagefind."""
        hugo = [self.tools.hugo, "--quiet", "--cacheDir", str(self.folder / "cache")]
        return {HUGO: hugo, PAGEFIND: [self.tools.pagefind, "--site", str(self.site)]}

    def configure(self) -> None:
        """Copy the site, and give each topic its label."""
        shutil.copytree(SITES / "hugo", self.folder, dirs_exist_ok=True)
        (self.folder / "data").mkdir()
        shutil.copy(self.corpus.folder / "vocabulary.yml", self.folder / "data")
        titles = {f"topic/{key}": label for key, label in self.corpus.topics.items()}
        for place, title in {**titles, "bulletins": "Văn bản"}.items():
            target = self.folder / "content" / place / "_index.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"---\ntitle: {quoted(title)}\n---\n", "utf-8")

    def source(self, bulletin: Bulletin) -> Path:
        """Return the file that the bulletin is read from."""
        return self.folder / "content" / "bulletins" / f"{bulletin.path}.md"

    def server(self, port: int) -> list[str] | None:
        """Return the command of Hugo's server, which has no search."""
        command = [self.tools.hugo, "server", "--quiet", "--bind", "127.0.0.1", "-p", str(port)]
        # on the disk it would leave pages that are for the server only
        return [*command, "--renderToMemory", "--cacheDir", str(self.folder / "cache")]

    def searchable(self) -> int | None:
        """Return the pages that Pagefind counts."""
        entry = json.loads((self.site / "pagefind" / "pagefind-entry.json").read_text("utf-8"))
        languages: dict[str, dict[str, int]] = entry["languages"]
        return sum(language["page_count"] for language in languages.values())
