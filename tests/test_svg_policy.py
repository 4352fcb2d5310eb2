"""SVG images: drawings pass, whatever acts or asks does not."""

from pathlib import Path

import pytest

from bantin.svg_policy import svg_fault
from tests.injected import vectors
from tests.site_builder import ROOT

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
DRAWINGS = [
    '<path d="M0 0h9"/><g id="a"><circle r="3"/></g><use href="#a"/><use xlink:href="#a"/>',
    '<defs><linearGradient id="b"><stop offset="0"/></linearGradient></defs>',
    '<rect fill="url(#b)" style="stroke:url( \'#b\' )" width="9" height="9"/>',
    "<style>.a { fill: #fff; font-family: sans-serif }</style><text>Sơ đồ &amp; chú thích</text>",
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    '<!-- Inkscape --><metadata><cc:Work xmlns:cc="http://creativecommons.org/ns#"/></metadata>',
    '<g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:label="Lớp 1"/>',
    '<filter id="c"><feGaussianBlur stdDeviation="2"/></filter>',
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_passes(drawing: str) -> None:
    """Shapes, texts, gradients, pictures inside the file, notes of drawing programs."""
    assert svg_fault(f"{START}{drawing}</svg>".encode()) is None


def test_images_of_this_project_pass() -> None:
    """What the theme and the pages show is held to the same list."""
    images = [*ROOT.glob("overrides/**/*.svg"), *ROOT.glob("docs/**/*.svg")]
    assert images
    assert {image.name: svg_fault(image.read_bytes()) for image in images} == {
        image.name: None for image in images
    }


@pytest.mark.parametrize("vector", vectors("svg"))
def test_what_acts_is_refused_alone_and_among_drawings(vector: str) -> None:
    """Wherever it stands, and in capitals or with a prefix."""
    assert svg_fault(f"{START}{vector}</svg>".encode())
    assert svg_fault(f"{START}{DRAWINGS[0]}<g>{vector}</g></svg>".encode())


@pytest.mark.parametrize(
    ("image", "fault"),
    [
        (f"{START}\n<g/>\n<script/></svg>".encode(), "dòng 3 có «<script>»"),
        (f'{START}\n<g onload="x()"/></svg>'.encode(), 'dòng 2 có «onload="x()"»'),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='windows-1258'?><svg/>", "không phải UTF-8"),
        (
            b'<?xml version="1.0" encoding = "HZ"?>'  # in which what follows ~{ is Chinese
            + f"{START}<desc>~{{<script>alert(1)</script>.~}}</desc></svg>".encode(),
            "không phải UTF-8",
        ),
        (f"{START}</svg>".encode("utf-16"), "không phải UTF-8"),
        (b"<svg></svg>", "không mở đầu bằng <svg>"),
        (f"{START}<g>".encode(), "sai cú pháp XML ở dòng 1"),
        (f"{START}{'<g>' * 300}{'</g>' * 300}</svg>".encode(), "sai cú pháp XML ở dòng 1"),
        (f"<?xml-model href='x'?>{START}</svg>".encode(), "dòng 1 có «<?…?>»"),
        (f"{START}</svg><?xml-model href='x'?>".encode(), "dòng 1 có «<?…?>»"),
        (b"", "sai cú pháp XML ở dòng 1"),
    ],
)
def test_the_place_is_told(image: bytes, fault: str) -> None:
    """The message names the line, and what stands there."""
    found = svg_fault(image)
    assert found is not None
    assert found[0] == fault


def test_no_file_is_read_for_an_entity(tmp_path: Path) -> None:
    """An image that names a file of the machine is refused before it is parsed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", "utf-8")
    image = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{secret}">]>{START}<text>&a;</text></svg>'
    assert svg_fault(image.encode()) == (
        "có khai báo DOCTYPE hoặc ENTITY",
        "it declares a DOCTYPE or an ENTITY",
    )


def test_a_drawing_that_is_drawn_without_end_is_refused() -> None:
    """Forty doublings fill a browser's memory, and so does a circle; icons used often do not."""
    doubled = "".join(
        f"<g id='a{n + 1}'><use href='#a{n}'/><use xlink:href='#a{n}'/></g>" for n in range(40)
    )
    fault = ("«<use>» vẽ lại quá nhiều hình", "«<use>» draws too much again and again")
    assert svg_fault(f"{START}<g id='a0'/>{doubled}</svg>".encode()) == fault
    assert svg_fault(f"{START}<g id='a'><use href='#a'/></g></svg>".encode()) == fault
    icons = "<g id='a'><path d='M0 0'/></g><g id='b'><use href='#a'/></g>"
    used = "<use href='#b'/><use href='#?'/>" * 5_000
    assert svg_fault(f"{START}{icons}{used}</svg>".encode()) is None
