"""The gate of a site: the files beside its bulletins, its own pages, and the exceptions."""

import posixpath
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bantin.catalogue import Problems
from bantin.inspections import BULLETINS, Inspected, inspect_files
from bantin.problems import Problem, problem
from bantin.progress import Progress
from bantin.readings import Readings
from bantin.secrecy_gate import INSIDE, Excused, problems_of
from bantin.settings import Settings
from bantin.siteconfig import locate, shown_path
from bantin.source import Library
from bantin.text import visible


class Gate:
    """What a site must not publish, but for its bulletins, which are read anyhow.

    ``beside`` is what was found in the files beside bulletins and not told yet, by their paths as
    they are and in NFC, as links are read.
    """

    def __init__(
        self, settings: Settings, config_file: Path, library: Library, docs_dir: Path
    ) -> None:
        self._settings = settings
        self._config_file = config_file
        self._libraries = {
            BULLETINS: library,
            "docs": Library(docs_dir, shown_path(docs_dir)),
        }
        self.beside: dict[str, Inspected] = {}
        base = config_file.resolve().parent.as_posix()
        self._below = {
            area: posixpath.relpath(one.root.resolve().as_posix(), base)
            for area, one in self._libraries.items()
        }

    @property
    def excused_bulletins(self) -> Excused:
        """The bulletins that may be published whatever they look like."""
        return frozenset(one for one in self._excused(BULLETINS) if one[0].endswith(".md"))

    def look(self, readings: Readings, workers: int, progress: Progress) -> list[Problem]:
        """Look into every file, and return what is wrong with those that are no bulletins."""
        found = inspect_files(self._libraries, readings.shelf, readings.fresh, workers, progress)
        excused = {area: self._excused(area) for area in self._libraries}
        problems: list[Problem] = []
        left = []
        for inspected in found:
            one = inspected
            place = self._libraries[one.area].place(one.path)
            is_excused = (_composed(one.path), one.content) in excused[one.area]
            if one.fault and one.is_closed and not is_excused:
                # it tells better what to do than that nobody can look into the file
                name = visible(posixpath.basename(one.path))
                details = {"file": name, **one.fault.details}
                problems.append(problem(Problems[one.fault.kind], place, **details))
                one = one.when_told()
            public = self._settings.profile == "public"
            problems += problems_of(
                one.marks, place.file, one.content, public=public, excused=is_excused
            )
            if one.area == BULLETINS:
                left.append(one)
        self.beside = {_composed(one.path): one for one in left} | {one.path: one for one in left}
        return [*problems, *self._idle(found, readings)]

    def _excused(self, area: str) -> Excused:
        below = self._below[area] + "/"
        return frozenset(
            (_composed(name.removeprefix(below)), one.sha256)
            for one in self._settings.secrecy_exceptions
            if (name := posixpath.normpath(one.file)).startswith(below)
        )

    def _idle(self, found: list[Inspected], readings: Readings) -> Iterator[Problem]:
        """Yield the exceptions that except nothing."""
        known = {_composed(f"{self._below[one.area]}/{one.path}"): one for one in found}
        for index, one in enumerate(self._settings.secrecy_exceptions):
            name = posixpath.normpath(one.file)
            inspection = known.get(_composed(name))
            if inspection:
                sha256 = inspection.content
                is_needed = any(mark.kind != INSIDE for mark in inspection.marks)
            else:
                path = name.removeprefix(self._below[BULLETINS] + "/")
                sha256, is_needed = readings.secrecy_of(path)
            if sha256 == one.sha256 and is_needed:
                continue
            place = locate(self._config_file, ("secrecy_exceptions", index))
            detail = ("tệp này không có dấu mật", "the file has no marking")
            if not sha256:
                detail = ("không có tệp này", "there is no such file")
            elif sha256 != one.sha256:
                detail = (f"tệp đã đổi (sha256 nay là {sha256})", f"it changed (now {sha256})")
            details = {"file": one.file, "detail": detail[0], "detail_en": detail[1]}
            yield problem(Problems.EXCEPTION_IDLE, place, **details)


def _composed(path: str) -> str:
    """Return a path in NFC: on the disk it may be in another form, which nobody can see."""
    return unicodedata.normalize("NFC", path)
