"""Texts on which readers of Markdown and YAML stumble, as long as one wants them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from bantin.handwritten import MarkdownPages
from bantin.plan import plan
from bantin.reporters import REPORTERS
from tests.site_builder import PlainShell, site_of, workshop_of, write_site

EXTENSIONS: Final = [
    *("admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables"),
]

_Text = Callable[[int], str]


def _repeated(part: str) -> _Text:
    return lambda size: part * (size // len(part.encode()))


def _numbered(part: str) -> _Text:
    """Repeat a part with a number in it."""
    return lambda size: "".join(
        part % {"n": n, "next": n + 1} for n in range(size // (len(part) - 2))
    )


def _stairs(part: str, step: str) -> _Text:
    """Put each line a step further in than the one before."""
    return lambda size: "".join(
        step * n + part for n in range(int((2 * size / len(step)) ** 0.5) - len(part))
    )


BODIES: Final[dict[str, _Text]] = {
    "links to what is missing": _numbered("Xem [bài này](khong-co-bai-%(n)d.md) nhé.\n\n"),
    "links to one that is missing": _repeated("Xem [bài này](khong-co-bai.md) và sau đó.\n\n"),
    "anchors that are missing": _numbered("Xem [mục này](#khong-co-muc-%(n)d) và sau đó.\n\n"),
    "pictures that are missing": _numbered("Hình: ![sơ đồ](khong-co-anh-%(n)d.png).\n\n"),
    "paragraphs": _repeated("Kính gửi các phòng, ban và đơn vị trực thuộc.\n\n"),
    "one line": _repeated("Kính gửi "),
    "blank lines": _repeated("\n"),
    "short lines": _repeated("a\n"),
    "blanks": _repeated(" "),
    "blanks in a heading": lambda size: "## a" + " " * (size - 5) + "b",
    "open brackets": _repeated("["),
    "open images": _repeated("!["),
    "open footnotes": _repeated("[^"),
    "empty links": _repeated("[]("),
    "open links": _repeated("[a](b "),
    "open references": _repeated("[a]["),
    "open angles in links": _repeated("[a](<"),
    "open titles": _repeated('[a](b "'),
    "nested brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "nested links": lambda size: "[" * (size // 5) + "](a)" * (size // 5),
    "closed brackets": _repeated("[a]"),
    "links": _repeated("[a](https://a.example/) "),
    "link definitions": _numbered("[a%(n)d]: b\n"),
    "used definitions": lambda size: "[a]: b\n\n" + "[x][a] " * (size // 7),
    "stars": _repeated("*"),
    "open emphasis": _repeated("*a "),
    "mixed emphasis": _repeated("**a *b "),
    "stars and lines": _repeated("*_"),
    "emphasis": _repeated("***a** "),
    "back quotes": _repeated("`"),
    "code": _repeated("`a"),
    "growing code": lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))),
    "angles": _repeated("<"),
    "open tags": _repeated("<a"),
    "open tags with blanks": _repeated("<a "),
    "open attributes": _repeated('<a x="'),
    "attributes with angles": _repeated('<a x=">'),
    "open comments": _repeated("<!--"),
    "open declarations": _repeated("<!"),
    "open instructions": _repeated("<?"),
    "open sections": _repeated("<![CDATA["),
    "open ends": _repeated("</a"),
    "bold tags": _repeated("<b>"),
    "balanced tags": _repeated("<b>a</b> "),
    "blocks": _repeated("<div>\n"),
    "scripts": _repeated("<script>"),
    "open addresses": _repeated("<http:"),
    "open mail": _repeated("<a@"),
    "ampersands": _repeated("&"),
    "entities": _repeated("&amp;"),
    "backslashes": _repeated("\\"),
    "escapes": _repeated("\\*"),
    "quotations in one another": _repeated("> "),
    "quotations without blanks": _repeated(">"),
    "quoted lines": _repeated("> a\n"),
    "deep quoted lines": _repeated("> " * 50 + "a\n"),
    "quotations deeper and deeper": _stairs("a\n", "> "),
    "lists in one line": _repeated("- "),
    "stars in one line": _repeated("* "),
    "items": _repeated("- a\n"),
    "loose items": _repeated("- a\n\n"),
    "lists deeper and deeper": _stairs("- a\n", "    "),
    "lists of twenty levels": lambda size: (
        "".join("    " * n + "- a\n" for n in range(20)) * (size // 850)
    ),
    "numbered items": _repeated("1. a\n\n    b\n\n"),
    "headings": _repeated("## a\n\n"),
    "headings in a row": _repeated("## a\n"),
    "underlined headings in a row": _repeated("a\n=\n"),
    "rules of stars": _repeated("* * *\n"),
    "hashes": _repeated("#"),
    "underlined headings": _repeated("a\n---\n\n"),
    "rules": _repeated("---\n"),
    "wide table": lambda size: "\n".join(f"|{part * (size // 6)}" for part in ("a|", "-|", "b|")),
    "long table": lambda size: "a|b\n-|-\n" + "c|d\n" * (size // 4),
    "short rows of a wide table": lambda size: (
        f"|{'a|' * (size // 6)}\n|{'-|' * (size // 6)}\n" + "|\n" * (size // 6)
    ),
    "code in a table": lambda size: "a|b\n-|-\n" + "|`" * (size // 2),
    "one footnote": lambda size: "[^1] " * (size // 5) + "\n\n[^1]: a",
    "a footnote in itself": lambda size: "a[^1]\n\n[^1]: " + "[^1] " * (size // 5),
    "footnotes": lambda size: "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(size // 26)),
    "footnotes in footnotes": lambda size: (
        "a[^0]\n\n" + "".join(f"[^{n}]: b[^{n + 1}]\n\n" for n in range(size // 22))
    ),
    "braces": _repeated("*a*{"),
    "braces in a heading": lambda size: "## a " + "{: " * (size // 3),
    "attributes": _repeated("*a*{: #b } "),
    "long attributes": lambda size: "a\n{: " + "a=b " * (size // 4) + "}",
    "definitions": _repeated("a\n: b\n\n"),
    "definitions of one term": lambda size: "a\n" + ": b\n" * (size // 4),
    "notes": _repeated("!!! note\n    a\n\n"),
    "notes deeper and deeper": _stairs("!!! note\n", "    "),
    "fences": _repeated("```\na\n```\n"),
    "open fences": _repeated("``` a\n"),
    "fences of two kinds": _repeated("```a\n~~~b\n"),
    "growing fences": lambda size: "\n".join("`" * n for n in range(3, int((2 * size) ** 0.5))),
    "code blocks": _repeated("    a\n\n"),
    "accents upon one letter": lambda size: "a" + "\u0301\u0323" * (size // 4),
    "signs of Markdown's own": _repeated("\x02wzxhzdk:0\x03"),
    "numbers of documents": _repeated("Số 12/2020/NĐ-CP ngày 05 tháng 3 năm 2020 "),
    "halves of numbers": _repeated("12-"),
    "slashes": _repeated("A/"),
    "digits": _repeated("1"),
}
"""Bodies by name."""

FRONT_MATTERS: Final[dict[str, _Text]] = {
    "keys": _numbered("k%(n)d: a\n"),
    "keys in one line": lambda size: (
        "to: {" + "".join(f"k{n}: a, " for n in range(size // 12)) + "}\n"
    ),
    "entries": lambda size: "to:\n" + "- a\n" * (size // 4),
    "brackets": lambda size: "to: " + "[" * size + "\n",
    "braces": lambda size: "to: " + "{a: " * (size // 4) + "\n",
    "levels": lambda size: "".join(" " * n + "a:\n" for n in range(int((2 * size) ** 0.5))),
    "a billion laughs": lambda size: (
        "a0: &a0 [a]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, size // 80))
    ),
    "aliases": lambda size: "a: &a b\nto: [" + "*a, " * (size // 4) + "]\n",
    "anchors": _numbered("k%(n)d: &a%(n)d b\n"),
    "quotes": lambda size: "to: " + '"' * size + "\n",
    "open quote": lambda size: 'to: "' + "a\n" * (size // 2),
    "colons": lambda size: "to: " + "a: " * (size // 3) + "\n",
    "hashes": lambda size: "to: " + "#a " * (size // 3) + "\n",
    "long title": lambda size: "to: " + "a" * size + "\n",
    "blanks": lambda size: "to: a" + " " * size + "b\n",
    "hyphens": lambda size: "-" * size + "\n",
    "block text": lambda size: "to: |\n" + "  a\n" * (size // 4),
    "one key again and again": _repeated("to: a\n"),
    "tabs": _repeated("\ta\n"),
    "no keys": _repeated("a\n"),
}
"""Lines of front matter by name, put after those that every bulletin has."""

HEAD: Final = "number: 15/KH-UBND\ndate: 2026-05-19\ntopic: hanh-chinh\ntitle: Họp giao ban\n"


def hostile_texts(size: int) -> dict[str, str]:
    """Return a bulletin of about *size* bytes for each hostile text, by name.

    A body is there as one passage, and as passages of a few kilobytes with blank lines between.
    """
    found = {}
    for name, text in BODIES.items():
        found[name] = f"---\n{HEAD}---\n{text(size)}\n"
        part = text(_PASSAGE)
        passages = "\n\n".join([part] * (size // (len(part.encode()) + 2)))
        found[f"{name}, in passages"] = f"---\n{HEAD}---\n{passages}\n"
    for name, text in FRONT_MATTERS.items():
        found[f"front matter: {name}"] = f"---\n{HEAD}{text(size)}---\nHết.\n"
    return found


_PASSAGE: Final = 2_000


def handled_alone(folder: Path, text: str) -> set[str]:
    """Take one bulletin the whole way, to all that is published; return the codes of the errors."""
    config = write_site(folder, {"a.md": text}, markdown_extensions=EXTENSIONS, hooks=[])
    workshop = workshop_of(config)
    workshop.load()
    workshop.resolve(MarkdownPages(workshop.docs_dir, workshop.renderer))
    REPORTERS["text"](workshop.problems, 1)
    found = {one.kind.code for one in workshop.problems if one.is_error}
    if not found:
        site = site_of(workshop, "Trang thử", "https://thu.example/")
        for output in plan(site, PlainShell()).outputs:
            output.make()
    return found
