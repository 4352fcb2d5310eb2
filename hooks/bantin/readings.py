"""The readings of a folder of bulletins: what is unchanged is not read again.

Every file is looked up on the shelf; those that changed are read, parsed, checked and rendered by
as many processes as there are. A bulletin that was read before is taken down when something asks
for more of it than its facts.
"""

import copy
import errno
import json
import posixpath
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

import orjson

from bantin.attachment_check import LONGEST_PATH, name_finding
from bantin.body import Body, Renderer
from bantin.bulletin import BodyText, Bulletin
from bantin.bulletin_reader import read_bulletin
from bantin.catalogue import Problems
from bantin.citations import mentions_in_html
from bantin.facts import Facts
from bantin.kept import KeptBulletin
from bantin.parse import parse
from bantin.problems import Problem, problem
from bantin.progress import Progress, Stage
from bantin.reading import Kept, Reading, as_record, from_record
from bantin.secrecy_gate import INSIDE, Excused, in_name, in_text, problems_of
from bantin.shelf import Entry, Row, Shelf, deflated
from bantin.source import Library, Source, Stamp
from bantin.text import slugify, visible
from bantin.time_limit import OvertimeError, at_most
from bantin.validation import Context
from bantin.workers import spread_map

_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_AT_ONCE: Final = 2_000  # files whose readings are on the way from a process together
_HELD: Final = 12_000  # readings in memory, which is about 120 MB
_LATEST: Final = 500  # where there are more
# A file that changes again within the tick of the file system's clock keeps its stamp.
_TICK: Final = timedelta(seconds=2) // timedelta(microseconds=1) * 1_000
_NEVER: Final = -1
# Seconds for one file, of the process. What may take long is refused before (see limits); a
# megabyte of law takes half a second.
_LONGEST: Final = 4
CRASHED: Final = "chương trình gặp lỗi, hãy báo người quản trị"
"""What a problem says that should never be."""
# What tells of a value of the front matter that it must not be published.
_TELLING: Final = (Problems.SECRET.value, Problems.INSIDE_ONLY.value)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file with errors: its body where there is one, rendered, and what is wrong."""

    text: BodyText | None
    body: Body | None
    problems: tuple[Problem, ...]


class Readings:
    """The files of a folder, as they are now.

    ``bulletins`` are those without errors by path, in the order of the folder, ``rows`` what the
    shelf has of them (but their facts); ``unread`` are the others. ``changed`` are the paths whose
    content is another than in the last build, ``quiet`` tells whether nothing has changed since but
    the inside of bodies. ``anew`` is how many files had to be read anew; what changed since
    ``fresh`` (ns) will be, next time.
    """

    def __init__(  # noqa: PLR0913 - what all readings depend on
        self,
        library: Library,
        context: Context,
        renderer: Renderer,
        shelf: Shelf | None = None,
        clock: int = 0,
        *,
        excused: Excused = frozenset(),
    ) -> None:
        """Begin; what is younger than *clock* (ns since 1970) is looked into again next time.

        *excused* are the files that may be published whatever they look like.
        """
        self.library = library
        self.context = context
        self.renderer = renderer
        self.shelf = shelf or Shelf(None, "")
        self.bulletins: dict[str, KeptBulletin] = {}
        self.rows: dict[str, Row] = {}
        self.unread: dict[str, Unread] = {}
        self.changed: set[str] = set()
        self.quiet = False
        self.anew = 0
        self.fresh = clock - _TICK
        self._excused = excused
        self._taken: dict[str, Reading] = {}
        self._most = _LATEST

    def read(self, workers: int, progress: Progress | None = None) -> None:
        """Look at every file; read those that changed."""
        progress = progress or Progress()
        known = {row.path: row for row in self.shelf.rows()}
        found: dict[str, Row | None] = {}
        waiting: list[tuple[str, Stamp | None, Row | None]] = []
        for path, stamp in self.library.stamps():
            row = known.pop(path, None)
            found[path] = row
            if row is None or row.stamp != stamp:
                waiting.append((path, stamp, row))
        with progress.stage(Stage.READING, len(waiting)) as tell:
            for start in range(0, len(waiting), _AT_ONCE):
                part = waiting[start : start + _AT_ONCE]
                found.update(self._sort(part, spread_map(self._look, part, workers, tell)))
        if known:
            self.shelf.put((), (), known)
        for path, row in found.items():
            if row:
                facts = Facts.from_row(orjson.loads(row.facts))
                self.bulletins[path] = KeptBulletin(path, facts, self)
                self.rows[path] = Row(path, row.stamp, row.content, "", row.card, row.is_faulty)
        self._most = _HELD if len(self.rows) <= _HELD else _LATEST
        self._compare()

    def _compare(self) -> None:
        """Find out what has changed since the last build."""
        built = self.shelf.built()
        cards = {path: row.card for path, row in self.rows.items()}
        self.changed = {
            path
            for path, row in self.rows.items()
            if path not in built or built[path][0] != row.content
        }
        self.quiet = not self.unread and cards == {path: card for path, (_, card) in built.items()}

    def problems(self) -> list[Problem]:
        """Return all that is wrong with single files."""
        found = [one for unread in self.unread.values() for one in unread.problems]
        for path, row in self.rows.items():
            if row.is_faulty:
                found += self.take(path).problems
        return found

    def secrecy_of(self, path: str) -> tuple[str, bool]:
        """Return the SHA-256 of a bulletin, empty if there is none, and whether it looks secret."""
        source = self.library.read(path)
        if not path.endswith(".md") or isinstance(source, Problem):
            return "", False
        found = [*in_name(path), *in_text(source.text)]
        return source.content.hex(), any(one.kind != INSIDE for one in found)

    def file(self, path: str) -> str:
        """Return the name of a file in messages."""
        return self.library.place(path).file

    def take(self, path: str) -> Reading:
        """Return the reading of a bulletin; one that the shelf lost is read again.

        All are asked for in the same order again and again: so all are held, or the latest only.
        """
        reading = self._taken.get(path)
        if reading is None:
            record = self.shelf.record(path)
            if record is None:
                record = self._anew(path)
            kept = Kept(path, self.file(path), partial(self._html, path))
            reading = from_record(record, kept, self.context)
            self._taken[path] = reading
            if len(self._taken) > self._most:
                del self._taken[next(iter(self._taken))]
        return reading

    def _anew(self, path: str) -> bytes:
        found = self._look((path, None, None))
        if not isinstance(found, Entry):
            raise FileNotFoundError(errno.ENOENT, "changed during the build", path)
        return zlib.decompress(found.record)

    def body_text(self, path: str) -> str:
        """Return the Markdown of a body, for messages that name a place in it."""
        source = self.library.read(path)
        if isinstance(source, Problem):
            return ""
        parsed, _problems = parse(source, path)
        return parsed.body if parsed else ""

    def _look(self, waiting: tuple[str, Stamp | None, Row | None]) -> "Row | Entry | Unread":
        """Read a file, unless its bytes are those that the shelf knows; end what never would."""
        try:
            with at_most(_LONGEST):
                return self._read(waiting)
        except OvertimeError:
            reasons = (f"quá {_LONGEST} giây", f"it takes more than {_LONGEST} seconds")
        except MemoryError:
            reasons = ("không đủ bộ nhớ", "there is not enough memory")
        except RecursionError:
            reasons = ("lồng quá nhiều cấp", "it is nested too deeply")
        except Exception as error:  # noqa: BLE001 - of this program or a library: told with the file
            name = type(error).__name__
            reasons = (f"{CRASHED} ({name})", f"the program failed ({name})")
        details = dict(zip(("detail", "detail_en"), reasons, strict=True))
        found = problem(Problems.NOT_READ, self.library.place(waiting[0]), **details)
        return Unread(None, None, (found,))

    def _read(self, waiting: tuple[str, Stamp | None, Row | None]) -> "Row | Entry | Unread":
        path, stamp, row = waiting
        problems = _name_problems(self.library, path)
        if "\\" in path or len(path) > LONGEST_PATH:  # no file is found by that name
            return Unread(None, None, tuple(problems))
        source = self.library.read(path)
        if isinstance(source, Problem):
            return Unread(None, None, (*problems, source))
        if stamp is None or stamp.changed >= self.fresh:
            stamp = Stamp(_NEVER, _NEVER, _NEVER)
        if row and row.content == source.content:
            return row._replace(stamp=stamp)
        file = self.file(path)
        secrets = self._secrets(source, file)
        problems += secrets
        parsed, found = parse(source, file)
        problems += found
        if parsed is None:
            return Unread(None, None, tuple(problems))
        before = copy.deepcopy(parsed)  # the schema takes out what it does not know
        bulletin, found = read_bulletin(parsed, self.context, file)
        text = bulletin or BodyText(path, file, parsed.body, parsed.body_line)
        unfit = [*self._unfit(bulletin)]
        told = {one.place.line for one in (*found, *unfit) if one.kind in _TELLING}
        problems = [one for one in problems if one not in secrets or one.place.line not in told]
        problems += unfit
        body = self.renderer.render(parsed.body)
        everything = (*problems, *found)
        if bulletin is None or any(one.is_error for one in everything):
            return Unread(text, body, everything)
        mentions = mentions_in_html(body.html) if bulletin.front.citations else []
        record, card = as_record(before, bulletin.facts, body, mentions, problems)
        facts = json.dumps(bulletin.facts.as_row(), ensure_ascii=False, separators=(",", ":"))
        row = Row(path, stamp, source.content, facts, card, bool(everything))
        return Entry(row, deflated(record), deflated(body.html.encode()))

    def _secrets(self, source: Source, file: str) -> list[Problem]:
        """Return what must not be published of a file, whatever its front matter says."""
        sha256 = source.content.hex()
        findings = [*in_name(source.path), *in_text(source.text, circulation=self._public)]
        is_excused = (source.path, sha256) in self._excused
        return [*problems_of(findings, file, sha256, public=self._public, excused=is_excused)]

    def _unfit(self, bulletin: Bulletin | None) -> Iterator[Problem]:
        """Yield what a public site must not publish of a bulletin."""
        if bulletin and self._public and bulletin.front.circulation:
            place, mark = bulletin.place_of("circulation"), bulletin.front.circulation
            yield problem(Problems.INSIDE_ONLY, place, mark=mark)
        if bulletin and self._public and bulletin.front.draft:
            yield problem(Problems.DRAFT_IN_PUBLIC, bulletin.place_of("draft"))

    @property
    def _public(self) -> bool:
        return self.context.settings.profile == "public"

    def _html(self, path: str) -> str:
        found = self.shelf.html(path)
        return self.renderer.render(self.body_text(path)).html if found is None else found.decode()

    def _sort(
        self,
        waiting: Sequence[tuple[str, Stamp | None, Row | None]],
        found: Sequence["Row | Entry | Unread"],
    ) -> dict[str, Row | None]:
        """Put what was found where it belongs; return the rows."""
        entries, touched, lost = [], [], []
        rows: dict[str, Row | None] = {}
        for (path, _stamp, _row), one in zip(waiting, found, strict=True):
            rows[path] = None
            if isinstance(one, Unread):
                self.unread[path] = one
                lost.append(path)
            elif isinstance(one, Row):
                touched.append(one)
                rows[path] = one
            else:
                entries.append(one)
                rows[path] = one.row
        self.shelf.put(entries, touched, lost)
        self.anew += len(entries) + len(lost)
        return rows


def _name_problems(library: Library, path: str) -> list[Problem]:
    if len(path) > LONGEST_PATH and (found := name_finding(path)):
        return [problem(Problems[found.kind], library.place(path), **found.details)]
    problems = []
    for part in path.split("/"):
        stem, suffix = posixpath.splitext(part)
        if not _SAFE_NAME.fullmatch(part) or suffix == ".MD":
            suggestion = (slugify(stem) or "bai-viet") + suffix.lower()
            details = {"name": visible(part), "suggestion": suggestion}
            problems.append(problem(Problems.FILE_NAME, library.place(path), **details))
        elif found := name_finding(stem):
            problems.append(problem(Problems[found.kind], library.place(path), **found.details))
    return problems
