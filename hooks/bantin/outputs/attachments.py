"""The files that bulletins attach or show, under the paths that they have beside the bulletins."""

from collections.abc import Iterator

from bantin.model import Site
from bantin.output import Output, digest


def attachments(site: Site) -> Iterator[Output]:
    """Plan a copy of each file; what no bulletin names is not published."""
    for path in sorted(site.files):
        content = site.library.content(path)
        yield Output(
            f"bulletins/{path}",
            digest("file", content),
            lambda path=path: site.library.content(path),  # type: ignore[misc]
            source=site.library.place(path).file,
        )
