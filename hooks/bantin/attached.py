"""The files that bulletins attach, show or link to: which may be published."""

import errno
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bantin.attachment_check import Finding, folded, name_finding
from bantin.catalogue import Problems
from bantin.corpus import Corpus
from bantin.files import PublishedFile, is_publishable, known_suffixes, size_label, suffix_of
from bantin.inspections import Inspected
from bantin.problems import Place, Problem, problem
from bantin.source import Library, Obstacle, why
from bantin.text import visible

_Finder = Callable[[], Place]
_VANISHED: Final = Finding(Problems.UNREADABLE.name, {"detail": why(OSError(errno.ESTALE, ""))})


class AttachedFiles:
    """The files to be published, by their paths in the folder; what is wrong goes to *problems*."""

    def __init__(self, corpus: Corpus, library: Library, problems: list[Problem]) -> None:
        self.files: dict[str, PublishedFile] = {}
        self._corpus = corpus
        self._library = library
        self._problems = problems
        self._uses: dict[str, tuple[str, _Finder]] = {}  # the first of each file

    def address(self, path: str, name: str, place: _Finder) -> str | None:
        """Return the address of a file that is named at a place, empty if it is not published.

        None if there is none.
        """
        found = self._library.find(path)
        if found is None:
            return None
        if isinstance(found, Obstacle):
            self._problems.append(problem(found.kind, place(), **found.details))
            return ""
        if fault := self._unfit(path, found.size):
            kind, details = fault
            self._problems.append(problem(kind, place(), **{"file": visible(name), **details}))
            return ""
        self._uses.setdefault(path, (name, place))
        return self.files.setdefault(path, PublishedFile(path, found.size)).address

    def _unfit(self, path: str, size: int) -> tuple[Problems, Mapping[str, str]] | None:
        """Return why a file cannot be published, as far as can be told without reading it."""
        limit = self._corpus.settings.attachment_limit
        if not is_publishable(path):
            details = {"suffix": visible(suffix_of(path)) or "?", "known": known_suffixes()}
            return Problems.FILE_KIND, details
        if finding := name_finding(path):
            return Problems[finding.kind], finding.details
        if size == 0:
            return Problems.FILE_EMPTY, {}
        if size > limit << 20:
            return Problems.FILE_TOO_LARGE, {"size": size_label(size), "limit": str(limit)}
        return None

    def judge(self, inspected: Mapping[str, Inspected]) -> None:
        """Take over what was found in the files, and see which names are one to some machines."""
        for path in self.files:
            one = inspected.get(path)
            content, fault = (one.content, one.fault) if one else ("", _VANISHED)
            self.files[path] = replace(self.files[path], content=content)
            if fault:
                name, place = self._uses[path]
                kind = Problems[fault.kind]
                where = self._library.place(path) if kind is Problems.UNREADABLE else place()
                details = {"file": visible(name), **fault.details}
                self._problems.append(problem(kind, where, **details))
        names: dict[str, str] = {}
        for path in [*self._corpus.by_path, *self._corpus.unread, *self.files]:
            other = names.setdefault(folded(path), path)
            if other != path:
                is_used = path in self._uses
                where = self._uses[path][1]() if is_used else self._library.place(path)
                self._problems.append(
                    problem(Problems.NAMES_COLLIDE, where, file=path, other=other)
                )
