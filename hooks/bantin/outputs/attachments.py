"""The files that bulletins attach or show, under the paths that they have beside the bulletins."""

import errno
import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from bantin.files import PublishedFile
from bantin.model import Site
from bantin.output import Output, digest

_CHECKSUMS: Final = "checksums.sha256"


def attachments(site: Site) -> Iterator[Output]:
    """Plan a copy of each file, and the list of their checksums.

    What no bulletin names is not published.
    """
    files = [site.files[path] for path in sorted(site.files)]
    for file in files:
        yield Output(
            f"bulletins/{file.path}",
            digest("file", file.content),
            partial(_content, site, file),
            source=site.library.place(file.path).file,
        )
    if files:
        key = digest("checksums", [(file.path, file.content) for file in files])
        yield Output(_CHECKSUMS, key, partial(_checksums, files))


def _content(site: Site, file: PublishedFile) -> bytes:
    """Return the bytes that were looked into, and no others. Raises OSError."""
    data = site.library.content(file.path)
    if hashlib.sha256(data).hexdigest() != file.content:
        raise OSError(errno.ESTALE, "changed during the build", file.path)
    return data


def _checksums(files: Sequence[PublishedFile]) -> bytes:
    """Return the list as ``sha256sum --check`` reads it at the root of the site."""
    return "".join(f"{file.content}  bulletins/{file.path}\n" for file in files).encode()
