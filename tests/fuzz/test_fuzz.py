"""Fuzzing by hypothesis: whatever is written, there is a site or there are problems.

``make fuzz`` looks further, with atheris. What either finds is kept in ``found/``.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.catalogue import Problems
from bantin.problems import Place, problem
from bantin.time_limit import OvertimeError, at_most
from tests.fuzz import seeds
from tests.fuzz.harnesses import HARNESSES, Harness
from tests.fuzz.invariants import (
    check_calendar,
    check_fragment,
    check_json,
    check_page,
    check_problems,
    check_xml,
)
from tests.fuzz.mutator import LONGEST, mutated
from tests.fuzz.site_of_bytes import SiteOfBytes
from tests.fuzz.tokens import BLOCKS, BYTES, KEYS, MARKS, SCALARS, SETTINGS

SECONDS = 5  # that one input may take of the processor
FOUND = [(name, file) for name in HARNESSES for file in seeds.found(name)]

_SEEDS = {name: kind.seeds() for name, kind in HARNESSES.items()}
_REQUIRED = {
    "number": "15/KH-UBND",
    "date": "2026-05-19",
    "topic": "hanh-chinh",
    "title": "Họp giao ban tháng 5",
}
_LINES = st.tuples(st.sampled_from(KEYS), st.sampled_from(SCALARS) | st.text(max_size=20))
_TEXTS = st.lists(st.sampled_from(MARKS) | st.text(max_size=10), max_size=20).map("".join)
_BODIES = st.lists(st.sampled_from(BLOCKS) | _TEXTS, max_size=6).map("\n\n".join)
_FRONTS = st.lists(_LINES, max_size=4).map(
    lambda lines: "".join(
        f"{key}: {value}\n" for key, value in {**_REQUIRED, **dict(lines)}.items()
    )
)
_WRITTEN = st.builds("---\n{}---\n{}\n".format, _FRONTS, _BODIES).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


def _changed(name: str) -> st.SearchStrategy[bytes]:
    """Return what a harness begins with, changed."""

    def change(data: bytes, seed: int) -> bytes:
        return mutated(data, Random(seed), _SEEDS[name])  # noqa: S311 - no secret

    return st.builds(change, st.sampled_from(_SEEDS[name]), st.integers(0, 2**32))


_INPUTS: dict[str, st.SearchStrategy[bytes]] = {
    "site": _WRITTEN | _changed("site") | st.binary(max_size=60),
    "settings": _changed("settings")
    | st.lists(st.sampled_from(SETTINGS), max_size=15).map(lambda parts: "".join(parts).encode()),
    "numbers": _changed("numbers") | _TEXTS.map(lambda text: text.encode("utf-8", "replace")),
    "kept": st.binary(max_size=60),
}


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Harness]:
    """Return what makes a harness, each once."""
    made: dict[str, Harness] = {}

    def get(name: str) -> Harness:
        if name not in made:
            made[name] = HARNESSES[name].make(tmp_path_factory.mktemp(name))
        return made[name]

    return get


def _try(run: Harness, name: str, count: int) -> None:
    @settings(
        max_examples=count,
        derandomize=True,  # the answer is the program's, not of chance
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(_INPUTS[name])
    def once(data: bytes) -> None:
        with at_most(SECONDS):
            run(data)

    once()


@pytest.mark.parametrize(("name", "file"), FOUND, ids=[f"{n}-{f.name}" for n, f in FOUND])
def test_what_was_found_once_is_handled(
    name: str, file: Path, harness: Callable[[str], Harness]
) -> None:
    """An input that broke an invariant once breaks none."""
    with at_most(SECONDS):
        harness(name)(file.read_bytes())


@pytest.mark.parametrize("name", HARNESSES)
def test_whatever_is_written_has_an_outcome(name: str, harness: Callable[[str], Harness]) -> None:
    """A few hundred inputs to each harness: no exception, no hang, no broken invariant."""
    _try(harness(name), name, 250)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "count"), [("site", 7_000), ("settings", 1_200), ("numbers", 1_500), ("kept", 300)]
)
def test_ten_thousand_inputs_have_an_outcome(
    name: str, count: int, harness: Callable[[str], Harness]
) -> None:
    """The same with ten thousand inputs in all."""
    _try(harness(name), name, count)


def test_what_fuzzing_begins_with_is_published_and_refused(tmp_path: Path) -> None:
    """The seeds go both ways, and so do their changes: fuzzing does not stop at the first check."""
    site = SiteOfBytes(tmp_path)
    random = Random(1)  # noqa: S311
    begun = _SEEDS["site"][::4]
    for data in begun:
        site(data)
    assert site.published > 40
    assert site.refused > 40
    site.published = site.refused = 0
    for data in begun:
        site(mutated(data, random, begun))
    assert site.published > 15
    assert site.refused > 40


def test_changes_are_many_short_and_the_same_again() -> None:
    """A seed of chance gives one change; none is longer than the longest."""
    data = _SEEDS["site"][0]

    def changes(data: bytes) -> list[bytes]:
        return [mutated(data, Random(seed), _SEEDS["site"]) for seed in range(200)]  # noqa: S311

    assert changes(data) == changes(data)
    assert len({*changes(data)}) > 190
    assert max(map(len, changes(data * 20))) == LONGEST
    assert any(part in b"".join(changes(data)) for part in BYTES)


def _page(inside: str, head: str = "") -> bytes:
    return f"<!doctype html><title>-</title>{head}<body><article>{inside}</article>".encode()


def test_a_page_with_nothing_active_passes() -> None:
    """What our Markdown yields is harmless."""
    inside = '<p id="a">Chữ <b>đậm</b> <a href="../b/?x#y">b</a><img src="a.png" alt="x"></p>'
    table = '<table><tr><td style="text-align: center;">1</td></tr></table>'
    check_page(
        _page(inside + table, '<script src="../../x.js"></script>'), {"x.js"}, is_article=True
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x()</script>",
        '<script src="x.js"></script>',
        "<img src=x onerror=x()>",
        '<a href="javascript:x()">a</a>',
        '<a href=" \tjava\nscript:x()">a</a>',
        '<a href="data:text/html,x">a</a>',
        '<p style="color: red">a</p>',
        "<style>a</style>",
        "<iframe></iframe>",
        '<form action="/x"></form>',
        '<p srcdoc="x">a</p>',
        "<p>\x00</p>",
        "<p><b>a</p>",
        "<p>a</i></p>",
        '<p id="a">a</p><p id="a">b</p>',
    ],
)
def test_a_page_with_something_active_or_broken_is_found(inside: str) -> None:
    """The invariant of pages can be broken."""
    with pytest.raises(AssertionError):
        check_page(_page(inside), {"y.js"}, is_article=True)
    if "\x00" not in inside:
        with pytest.raises(AssertionError):
            check_fragment(inside)


def test_data_that_are_broken_are_found() -> None:
    """The invariants of feeds, data and calendars can be broken."""
    check_xml("<a>Chữ</a>".encode())
    check_json('{"a": "Chữ"}'.encode())
    check_calendar(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with pytest.raises(Exception, match="tag mismatch"):
        check_xml(b"<a><b></a>")
    with pytest.raises(AssertionError):
        check_xml(b"<a>\x01</a>")
    with pytest.raises(UnicodeEncodeError):
        check_json(b'{"a": "\\ud800"}')
    for calendar in (b"A", b"A:" + b"x" * 80 + b"\r\n", b"A:\x01\r\n"):
        with pytest.raises(AssertionError):
            check_calendar(calendar)


@pytest.mark.parametrize("place", [Place("a.md", 0), Place("a.md", 9), Place("a.md", 1, 9)])
def test_a_problem_outside_its_file_is_found(place: Place) -> None:
    """The invariant of problems can be broken."""
    text = "một\nhai"
    check_problems([problem(Problems.EMPTY_FILE, Place("a.md", 2, 4))], "a.md", text)
    with pytest.raises(AssertionError):
        check_problems([problem(Problems.EMPTY_FILE, place)], "a.md", text)


def _endless() -> None:
    while True:
        with suppress(Exception):  # as a library may have it
            sum(range(1_000))


def test_a_hang_is_found() -> None:
    """What takes too long is stopped, whatever it catches."""
    with pytest.raises(OvertimeError), at_most(0.02):
        _endless()
