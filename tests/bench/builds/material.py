"""Material for MkDocs with its blog, its search, and mkdocs-rss-plugin."""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from tests.bench.builds.corpus import Bulletin, quoted
from tests.bench.builds.peer import ADDRESS, ITEMS, Peer

NAME = "Material blog"
_MORE = "<!-- more -->"


class Material(Peer):
    """A post for each bulletin, a category for each topic."""

    name = NAME
    largest = 1_000
    note = (
        "It has no setting for a feed for each topic; it gets one instance of the RSS plugin for "
        "each topic, told apart by the folders of the posts."
    )
    place = "{% block container %}"
    caches = (".cache",)

    @property
    def site(self) -> Path:
        """Return the folder that the site is written to."""
        return self.folder / "site"

    @property
    def template(self) -> Path:
        """Return the template of a bulletin's page, in a copy of the theme's."""
        return self.folder / "overrides" / "blog-post.html"

    def stages(self) -> dict[str, list[str]]:
        """Return the one command."""
        command = [str(self.tools.python), "-m", "mkdocs", "build", "--quiet"]
        return {NAME: [*command, "-f", str(self.folder / "mkdocs.yml")]}

    def configure(self) -> None:
        """Write a blog that is the whole site."""
        self.template.parent.mkdir()
        shutil.copy(self.tools.packages / "material/templates/blog-post.html", self.template)
        docs = self.folder / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("# Bản tin\n", "utf-8")
        blog = {
            "blog_dir": ".",
            "post_dir": "posts",
            "post_url_format": "bulletins/{file}",
            "categories_url_format": "topics/{slug}",
            "pagination_per_page": ITEMS,
            "archive": False,
            "authors": False,
        }
        plugins = [{"blog": blog}, {"search": {"lang": "vi"}}, self._feed("", "feed.xml")]
        plugins += [self._feed(key, f"topics/{key}/feed.xml") for key in self.corpus.topics]
        data = {
            "site_name": "Bản tin",
            "site_url": ADDRESS,
            "site_description": "Bản tin",
            "theme": {
                "name": "material",
                "custom_dir": "overrides",
                "language": "vi",
                "font": False,
            },
            "plugins": plugins,
        }
        (self.folder / "mkdocs.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    def source(self, bulletin: Bulletin) -> Path:
        """Return the file that the bulletin is read from."""
        return self.folder / "docs" / "posts" / bulletin.topic / f"{bulletin.path}.md"

    def text(self, bulletin: Bulletin) -> str:
        """Return the bulletin as a post, of which lists show the first paragraph."""
        heading, _, rest = bulletin.body.partition("\n\n")
        first, _, rest = rest.partition("\n\n")
        body = f"# {bulletin.title}\n\n{heading}\n\n{first}\n\n{_MORE}\n\n{rest}"
        front = {
            "number": quoted(bulletin.number),
            "date": bulletin.date,
            "categories": f"[{quoted(self.corpus.topics[bulletin.topic])}]",
            "title": quoted(bulletin.title),
        }
        return bulletin.text(front, body)

    def address(self, bulletin: Bulletin) -> str:
        """Return the address of the page of a bulletin on the site."""
        return f"bulletins/{bulletin.name}/"

    def searchable(self) -> int | None:
        """Return the bulletins that the search index names."""
        index = json.loads((self.site / "search" / "search_index.json").read_text("utf-8"))
        found: set[str] = {one["location"].partition("#")[0] for one in index["docs"]}
        return sum(place.startswith("bulletins/") for place in found)

    def _feed(self, topic: str, target: str) -> dict[str, Any]:
        settings = {
            "match_path": f"posts/{topic}/.*" if topic else "posts/.*",
            "date_from_meta": {
                "as_creation": "date",
                "as_update": "date",
                "datetime_format": "%Y-%m-%d",
            },
            "feeds_filenames": {"rss_created": target, "rss_updated": f"{target}.updated"},
            "length": ITEMS,
            "json_feed_enabled": False,
            "use_git": False,
            "use_material_social_cards": False,
            "cache_dir": str(self.folder / ".cache" / "rss"),
        }
        return {"rss": settings}
