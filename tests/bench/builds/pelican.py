"""Pelican."""

import shutil
from pathlib import Path

from tests.bench.builds.corpus import Bulletin
from tests.bench.builds.peer import ADDRESS, ITEMS, Peer

NAME = "Pelican"


class Pelican(Peer):
    """An article for each bulletin, a category for each topic."""

    name = NAME
    largest = 1_000
    note = "It has no search. Its cache of read files is on; its theme is its own «simple»."
    place = "<article>"
    caches = ("cache",)

    @property
    def site(self) -> Path:
        """Return the folder that the site is written to."""
        return self.folder / "output"

    @property
    def template(self) -> Path:
        """Return the template of a bulletin's page, in a copy of the theme."""
        return self.folder / "theme" / "templates" / "article.html"

    def stages(self) -> dict[str, list[str]]:
        """Return the one command."""
        settings = str(self.folder / "pelicanconf.py")
        return {NAME: [str(self.tools.python), "-m", "pelican", "--quiet", "-s", settings]}

    def configure(self) -> None:
        """Write the settings, beside a copy of the theme."""
        shutil.copytree(self.tools.packages / "pelican/themes/simple", self.folder / "theme")
        settings = {
            "SITENAME": "Bản tin",
            "SITEURL": ADDRESS.rstrip("/"),
            "PATH": "content",
            "OUTPUT_PATH": "output",
            "THEME": "theme",
            "TIMEZONE": "Asia/Ho_Chi_Minh",
            "DEFAULT_LANG": "vi",
            "DEFAULT_DATE_FORMAT": "%d/%m/%Y",
            "DEFAULT_PAGINATION": ITEMS,
            "FEED_DOMAIN": ADDRESS.rstrip("/"),
            "FEED_MAX_ITEMS": ITEMS,
            "FEED_ALL_ATOM": None,
            "FEED_ALL_RSS": "feed.xml",
            "CATEGORY_FEED_ATOM": None,
            "CATEGORY_FEED_RSS": "topics/{slug}/feed.xml",
            "TRANSLATION_FEED_ATOM": None,
            "AUTHOR_FEED_ATOM": None,
            "AUTHOR_FEED_RSS": None,
            "ARTICLE_URL": "bulletins/{slug}/",
            "ARTICLE_SAVE_AS": "bulletins/{slug}/index.html",
            "CATEGORY_URL": "topics/{slug}/",
            "CATEGORY_SAVE_AS": "topics/{slug}/index.html",
            "PAGINATION_PATTERNS": [
                (1, "{base_name}/", "{base_name}/index.html"),
                (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
            ],
            "AUTHORS_SAVE_AS": "",
            "ARCHIVES_SAVE_AS": "",
            "TAGS_SAVE_AS": "",
            "CACHE_CONTENT": True,
            "LOAD_CONTENT_CACHE": True,
            "CONTENT_CACHING_LAYER": "reader",
        }
        lines = "".join(f"{key} = {value!r}\n" for key, value in settings.items())
        (self.folder / "pelicanconf.py").write_text(lines, "utf-8")

    def source(self, bulletin: Bulletin) -> Path:
        """Return the file that the bulletin is read from."""
        return self.folder / "content" / f"{bulletin.path}.md"

    def text(self, bulletin: Bulletin) -> str:
        """Return the bulletin as an article; its reader knows no YAML."""
        front = {
            "number": bulletin.number,
            "date": bulletin.date,
            "category": self.corpus.topics[bulletin.topic],
            "title": bulletin.title,
            "slug": bulletin.name,
        }
        return bulletin.text(front)

    def address(self, bulletin: Bulletin) -> str:
        """Return the address of the page of a bulletin on the site."""
        return f"bulletins/{bulletin.name}/"
