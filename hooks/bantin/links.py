"""Where the links of bulletins lead: to other bulletins, to hand-written pages, to files."""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

from bantin.attached import AttachedFiles
from bantin.body import LocalLink, bind
from bantin.bulletin import BodyText, Bulletin
from bantin.catalogue import Problems
from bantin.corpus import Corpus
from bantin.files import suffix_of
from bantin.problems import Place, Problem, problem
from bantin.source import Library
from bantin.text import nearest, visible

_NO_PAGE = {
    "hint": "Tệp đó có, nhưng không thành trang (tên tệp hoặc thư mục mở đầu bằng «_» hoặc «.», "
    "hay bị loại trong mkdocs.yml): đổi tên tệp, hoặc bỏ liên kết.",
    "hint_en": "The file is there, but is no page (its name or folder begins with «_» or «.», or "
    "mkdocs.yml excludes it): rename it, or remove the link.",
}
# Where something stands is looked for when there is something to say of it.
_Finder = Callable[[], Place]
_MOST_COMPARED: Final = 200_000  # names, in search of what was meant; then it is not asked any more


class HandWrittenPages(Protocol):
    """The pages of ``docs/``, which somebody else renders."""

    def address(self, path: str) -> str | None:
        """Return the site address of the page at *path* below ``docs/``, None if none."""

    def anchors(self, path: str) -> frozenset[str]:
        """Return the anchors of that page."""


class Resolver:
    """Resolves links of bulletins, collecting the files they need and the problems."""

    def __init__(
        self,
        corpus: Corpus,
        library: Library,
        pages: HandWrittenPages,
        docs_from_bulletins: str,
    ) -> None:
        self.corpus = corpus
        self.library = library
        self.pages = pages
        self.named: dict[str, set[str]] = {}  # the bulletins that name each file, by its path
        self.addresses: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []
        self.attached = AttachedFiles(corpus, library, self.problems)
        self._docs = docs_from_bulletins
        self._compared = 0

    def look(self, bulletin: Bulletin) -> None:
        """Resolve every link and every named file of a bulletin."""
        self._front_matter(bulletin)
        self._body(bulletin)

    def look_at_unread(self) -> None:
        """Resolve the links of files whose front matter is wrong."""
        for text in self.corpus.unread.values():
            if text:
                self._body(text)

    def _front_matter(self, bulletin: Bulletin) -> None:
        for index, attachment in enumerate(bulletin.front.attachments):
            place = partial(bulletin.place_of, "attachments", index, "file")
            self._file(bulletin, attachment.file, place)
        if bulletin.front.image:
            place = partial(bulletin.place_of, "image", "src")
            self._file(bulletin, bulletin.front.image.src, place)

    def _body(self, bulletin: BodyText) -> None:
        body = self.corpus.bodies[bulletin.path]
        seen: dict[str, int] = {}
        addresses = []
        for link in body.links:
            occurrence = seen.get(link.target, 0)
            seen[link.target] = occurrence + 1
            place = partial(bulletin.place_in_body, link.target, occurrence)
            addresses.append(self._link(bulletin, link, place))
        self.addresses[bulletin.path] = tuple(addresses)
        for anchor in body.own_anchors:
            if anchor not in body.anchors:
                place = partial(bulletin.place_in_body, f"#{anchor}")
                self._missing_anchor(place, bulletin.path, anchor, body.anchors)
        seen.clear()
        for name, text, before in body.faults:
            occurrence = seen.get(text, 0)
            seen[text] = occurrence + 1
            self.problems.append(_fault(bulletin, name, text, occurrence + before))

    def _link(self, bulletin: BodyText, link: LocalLink, place: _Finder) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(bulletin.path), link.path))
        if not link.path.endswith(".md"):
            return self._file(bulletin, link.path, place, link.target)
        if path in self.corpus.by_path:
            return self._to_bulletin(path, link, place)
        if path in self.corpus.unread:  # its own problems are reported where they are
            return ""
        if path in self.corpus.hidden:
            reason = self.corpus.hidden[path]
            kind = Problems.LINK_TO_HIDDEN
            self.problems.append(problem(kind, place(), target=link.target, reason=reason))
            return ""
        # A page of docs/ may be named by its path on disk or as the site lays it out.
        on_disk = posixpath.relpath(path, self._docs) if path.startswith("..") else None
        on_site = posixpath.normpath(posixpath.join("bulletins", path))
        for candidate in (on_disk, on_site):
            address = self.pages.address(candidate) if candidate else None
            if candidate and address is not None:
                return self._to_page(candidate, address, link, place)
        self._not_found(bulletin, link.target, path, place)
        return ""

    def _to_bulletin(self, path: str, link: LocalLink, place: _Finder) -> str:
        target = self.corpus.by_path[path]
        anchors = self.corpus.bodies[path].anchors
        if link.anchor and link.anchor not in anchors:
            self._missing_anchor(place, path, link.anchor, anchors)
        return f"bulletins/{quote(target.address)}/" + _fragment(link.anchor)

    def _to_page(self, path: str, address: str, link: LocalLink, place: _Finder) -> str:
        if link.anchor and link.anchor not in self.pages.anchors(path):
            self._missing_anchor(place, path, link.anchor, self.pages.anchors(path))
        return address + _fragment(link.anchor)

    def _missing_anchor(
        self, place: _Finder, page: str, anchor: str, anchors: frozenset[str]
    ) -> None:
        hint, hint_en = "Kiểm tra lại tên mục.", "Check the name of the heading."
        self._compared += len(anchors)
        if not anchors:
            hint, hint_en = "Trang đó không có mục nào.", "The page has no headings."
        elif self._compared <= _MOST_COMPARED:
            names = sorted(anchors)
            listed = ", ".join(f"#{name}" for name in names[:10])
            hint, hint_en = f"Các mục có trên trang: {listed}.", f"The page has: {listed}."
            if close := nearest(anchor, names):
                hint, hint_en = f"Ý bạn là «#{close}»?", f"Did you mean «#{close}»?"
        details = {"page": page, "anchor": anchor, "hint": hint, "hint_en": hint_en}
        self.problems.append(problem(Problems.ANCHOR_NOT_FOUND, place(), **details))

    def _file(self, bulletin: BodyText, name: str, place: _Finder, target: str = "") -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(bulletin.path), name))
        written_outside = name.startswith("/") or "\\" in name or ":" in name
        if path.startswith("..") or written_outside:
            kind = Problems.LINK_OUTSIDE if target else Problems.FILE_OUTSIDE
            self.problems.append(problem(kind, place(), file=visible(name), target=target))
            return ""
        address = self.attached.address(path, name, place)
        if address is None and target:
            self._not_found(bulletin, target, path, place)
        elif address is None:
            self._no_file(path, name, place)
        elif address:
            self.named.setdefault(path, set()).add(bulletin.path)
        return address or ""

    def _no_file(self, path: str, name: str, place: _Finder) -> None:
        siblings = [s for s in self._siblings(path) if not s.endswith(".md")]
        self.problems.append(
            problem(
                Problems.FILE_NOT_FOUND,
                place(),
                file=visible(name),
                **_file_hint(_near_name(name, siblings)),
            )
        )

    def _not_found(self, bulletin: BodyText, target: str, path: str, place: _Finder) -> None:
        start = posixpath.dirname(bulletin.path) or "."
        if f"{path}.md" in self.corpus.by_path:  # the address of its page
            hints = _file_hint(posixpath.relpath(f"{path}.md", start))
        elif path.endswith(".md") and self.library.find(path):
            hints = _NO_PAGE
        else:
            folder = posixpath.dirname(path)
            names = [*self._linkable(folder, self._siblings(path), bulletin.path)]
            close = _near_name(posixpath.basename(path), names)
            named = posixpath.relpath(posixpath.join(folder, close), start) if close else None
            hints = _file_hint(named)
        self.problems.append(problem(Problems.LINK_NOT_FOUND, place(), target=target, **hints))

    def _linkable(self, folder: str, names: list[str], own: str) -> Iterator[str]:
        """Yield the *names* in a folder that the bulletin *own* can link to."""
        for name in names:
            path = posixpath.join(folder, name)
            is_page = path in self.corpus.by_path or self._is_of_docs(path)
            if path != own and (is_page or not name.endswith(".md")):
                yield name

    def _is_of_docs(self, path: str) -> bool:
        below = posixpath.relpath(path, self._docs)
        return path.startswith("..") and self.pages.address(below) is not None

    def _siblings(self, path: str) -> list[str]:
        """Return the names of files that may have been meant instead of a missing one."""
        if self._compared > _MOST_COMPARED:
            return []
        found = self.library.siblings(path)
        self._compared += len(found)
        return found


def docs_path(library: Library, docs_dir: Path) -> str:
    """Return the path of ``docs/`` as seen from the folder of bulletins, with ``/``."""
    return posixpath.relpath(docs_dir.as_posix(), library.root.as_posix())


def relative(address: str, page: str) -> str:
    """Return the site address *address* as seen from the folder *page* of the site."""
    path, mark, fragment = address.partition("#")
    found = posixpath.relpath(path or ".", page or ".")
    if (path.endswith("/") or not path) and not found.endswith("/"):
        found += "/"
    return found + mark + fragment


def bound(html: str, addresses: Sequence[str], bulletin: Bulletin, base: str | None) -> str:
    """Return the *html* of a body with its links relative to its page, or below *base*."""
    page = f"bulletins/{quote(bulletin.address)}"
    return bind(html, [relative(a, page) if base is None else base + a for a in addresses])


def _fragment(anchor: str) -> str:
    return f"#{quote(anchor)}" if anchor else ""


def _near_name(name: str, names: list[str]) -> str | None:
    """Return the name of a file of the same kind that is most like *name*, or None."""
    stems = {n[: -len(suffix_of(n)) or None]: n for n in names if suffix_of(n) == suffix_of(name)}
    close = nearest(posixpath.splitext(posixpath.basename(name))[0], stems)
    return stems[close] if close else None


def _file_hint(close: str | None) -> dict[str, str]:
    if close:
        return {"hint": f"Ý bạn là «{close}»?", "hint_en": f"Did you mean «{close}»?"}
    return {
        "hint": "Kiểm tra tên tệp (đúng cả chữ hoa, chữ thường) và chép tệp vào cạnh bài viết.",
        "hint_en": "Check the name, capitals too, and copy the file beside the bulletin.",
    }


def _fault(bulletin: BodyText, name: str, text: str, occurrence: int) -> Problem:
    scheme = text.split(":", maxsplit=1)[0] if ":" in text else "//"
    if text.startswith("\\") or len(scheme) == 1 or scheme.lower() == "file":
        scheme = "tệp trên máy của bạn"
    hint = hint_en = f"![Mô tả nội dung ảnh]({text})"
    if name == "LINK_NOT_FOUND":
        hint = "Viết tên tệp hoặc địa chỉ vào giữa hai dấu ngoặc tròn."
        hint_en = "Write the name of a file or an address between the round brackets."
    written = f"[^{text}]" if name == "FOOTNOTE_MISSING" else text
    place = bulletin.place_in_body(written, occurrence)
    return problem(
        Problems[name],
        place,
        target=text,
        tag=text,
        closing=_counterpart(text),
        text=text,
        name=text,
        fence=text,
        scheme=scheme,
        hint=hint,
        hint_en=hint_en,
    )


def _counterpart(tag: str) -> str:
    """Return the tag that belongs to *tag*: ``</b>`` to ``<b>``, and the reverse."""
    return f"<{tag[2:]}" if tag.startswith("</") else f"</{tag[1:]}"
