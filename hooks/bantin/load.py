"""Load a folder of bulletins: read, parse, check, and build the corpus."""

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bantin.body import Body, Renderer
from bantin.bulletin import BodyText, Bulletin
from bantin.bulletin_reader import read_bulletin
from bantin.catalogue import Problems
from bantin.corpus import Corpus, check
from bantin.parse import parse
from bantin.problems import Place, Problem, problem
from bantin.source import Library
from bantin.text import slugify
from bantin.validation import Context
from bantin.workers import spread_map

_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus and all that is wrong with what it was read from."""

    corpus: Corpus
    problems: tuple[Problem, ...]


def load(  # noqa: PLR0913 - all that a bulletin is read with
    library: Library,
    context: Context,
    renderer: Renderer,
    now: datetime,
    *,
    with_drafts: bool = False,
    workers: int = 1,
) -> Loaded:
    """Read every bulletin of the folder, by as many processes as *workers*.

    *now* decides what is published yet (``publish_at``) and each document's status. Drafts are
    part of the corpus only with *with_drafts*. Never raises for what editors wrote: the corpus
    holds what could be read, ``problems`` the rest.
    """
    if not library.root.is_dir():
        missing = problem(Problems.NO_BULLETINS_FOLDER, Place(library.label), folder=library.label)
        return Loaded(Corpus((), {}, context, now), (missing,))
    bulletins: list[Bulletin] = []
    problems: list[Problem] = []
    unread: dict[str, BodyText | None] = {}
    rendered: dict[str, Body] = {}

    def read_one(path: str) -> tuple[BodyText | None, list[Problem], Body | None]:
        read, found = _read(library, context, path)
        return read, found, renderer.render(read.body) if read else None

    paths = [*library.paths()]
    for path, one in zip(paths, spread_map(read_one, paths, workers), strict=True):
        read, found, body = one
        problems += found
        if isinstance(read, Bulletin):
            bulletins.append(read)
        else:
            unread[path] = read
        if body:
            rendered[path] = body
    hidden = {
        bulletin.path: reason
        for bulletin in bulletins
        if (reason := _hidden(bulletin, now, with_drafts=with_drafts))
    }
    shown = [bulletin for bulletin in bulletins if bulletin.path not in hidden]
    texts = [*shown, *filter(None, unread.values())]
    bodies = {text.path: rendered[text.path] for text in texts}
    corpus = Corpus(shown, bodies, context, now, hidden=hidden, unread=unread)
    problems += check(corpus)
    return Loaded(corpus, tuple(problems))


def _read(library: Library, context: Context, path: str) -> tuple[BodyText | None, list[Problem]]:
    """Return the bulletin; where its front matter is wrong its body alone, or nothing at all."""
    problems = _name_problems(library, path)
    source = library.read(path)
    if isinstance(source, Problem):
        return None, [*problems, source]
    file = library.place(path).file
    parsed, found = parse(source, file)
    problems += found
    if parsed is None:
        return None, problems
    bulletin, found = read_bulletin(parsed, context, file)
    body = bulletin or BodyText(path, file, parsed.body, parsed.body_line)
    return body, problems + found


def _name_problems(library: Library, path: str) -> list[Problem]:
    problems = []
    for part in path.split("/"):
        stem, suffix = posixpath.splitext(part)
        if not _SAFE_NAME.fullmatch(part) or suffix == ".MD":
            suggestion = (slugify(stem) or "bai-viet") + suffix.lower()
            details = {"name": part, "suggestion": suggestion}
            problems.append(problem(Problems.FILE_NAME, library.place(path), **details))
    return problems


def _hidden(bulletin: Bulletin, now: datetime, *, with_drafts: bool) -> str:
    if bulletin.front.draft and not with_drafts:
        return "bản nháp"
    due = bulletin.front.publish_at
    if due and due.start > now:
        return f"hẹn đăng {due.stamp}"
    return ""
