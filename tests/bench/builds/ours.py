"""Bản tin, as this working tree has it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from tests.bench.builds.corpus import Bulletin
from tests.bench.builds.peer import ADDRESS, Peer

ROOT = Path(__file__).resolve().parents[3]
COUNT = Path(__file__).with_name("count.mjs")
NAME = "Bản tin"
_MADE = re.compile(r"Bản tin:.*?lập mới (?P<pages>[\d.]+) trang; ghi (?P<files>[\d.]+) tệp")


class Ours(Peer):
    """One command makes the site, with the search and all feeds."""

    name = NAME
    largest = 100_000
    note = (
        "Its site has more than was asked for: lists and feeds by type and issuer too, Atom and "
        "JSON feeds, years, a register with spreadsheet, a calendar, citations between documents."
    )
    place = "{% block content %}"
    caches = (".cache", ".site-releases", "addresses.tsv")
    tells = True

    @property
    def site(self) -> Path:
        """Return the folder that the site is written to."""
        return self.folder / "site"

    @property
    def template(self) -> Path:
        """Return the template of a bulletin's page, in a copy of the project's."""
        return self.folder / "overrides" / "bulletin.html"

    @property
    def config(self) -> Path:
        """Return the configuration file."""
        return self.folder / "mkdocs.yml"

    def stages(self) -> dict[str, list[str]]:
        """Return the one command."""
        # Not quiet: what it made is one line.
        return {NAME: [sys.executable, "-m", "mkdocs", "build", "-f", str(self.config)]}

    def configure(self) -> None:
        """Inherit this project's configuration, with the vocabulary of the corpus."""
        overrides, docs = self.folder / "overrides", self.folder / "docs"
        shutil.copytree(ROOT / "overrides", overrides)
        docs.mkdir()
        (docs / "index.md").write_text("---\ntemplate: home.html\n---\n\nĐể đo.\n", "utf-8")
        bulletins = str(self.folder / "bulletins")
        data = {
            "INHERIT": str(ROOT / "mkdocs.yml"),
            "site_url": ADDRESS,
            "docs_dir": str(docs),
            "site_dir": str(self.site),
            "hooks": [str(ROOT / "hooks" / "site.py")],
            "watch": [bulletins, str(overrides)],
            "theme": {"custom_dir": str(overrides)},
            "nav": [{"Trang chủ": "index.md"}],
            "extra": {"bantin": {"bulletins_dir": bulletins, **self.corpus.vocabulary}},
        }
        self.config.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    def source(self, bulletin: Bulletin) -> Path:
        """Return the file that the bulletin is read from."""
        return self.folder / "bulletins" / f"{bulletin.path}.md"

    def server(self, port: int) -> list[str] | None:
        """Return the command of the preview."""
        command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-f", str(self.config)]
        return [*command, "-a", f"127.0.0.1:{port}"]

    def searchable(self) -> int | None:
        """Return the bulletins that the search itself lists, where there is Node to run it."""
        if not shutil.which("node"):
            return None
        command = ["node", str(COUNT), str(self.site / "search")]
        done = subprocess.run(command, check=True, timeout=60, stdout=subprocess.PIPE)
        return int(done.stdout)

    def made(self, said: str) -> dict[str, int]:
        """Return how many files a build says it wrote, and how many pages it made."""
        found = _MADE.search(said)
        counts = found.groupdict() if found else {}
        return {what: int(count.replace(".", "")) for what, count in counts.items()}
