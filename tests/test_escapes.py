"""No byte from outside the site's folders is published, whichever way somebody tries."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from bantin.dates import VIETNAM
from bantin.handwritten import MarkdownPages
from bantin.output import Page
from bantin.plan import plan
from bantin.settings import read_settings
from bantin.siteconfig import locate, read_config
from bantin.workshop import Workshop
from tests.attachment_samples import PDF, PNG
from tests.site_builder import ROOT, build, bulletin, site_of, snapshot, write_site

CANARY: Final = "CANARY-4b1d9e"
UP: Final = "../../../secret"  # from bulletins/2026/


@dataclass(frozen=True)
class Link:
    """A symbolic link; ``{secret}`` in its target stands for the folder outside."""

    target: str


Content = str | bytes | Link


@dataclass(frozen=True)
class Escape:
    """One way out: files that an attacker commits, and the codes that refuse them.

    Without codes, what he wrote is published, as the text that it is.
    """

    codes: tuple[str, ...]
    files: Mapping[str, Content]


def _body(*codes: str, text: str) -> Escape:
    return Escape(codes, {"bulletins/2026/a.md": bulletin(f"{text}\n")})


def _attached(*codes: str, name: str, **files: Content) -> Escape:
    below = {f"bulletins/2026/{key.replace('_', '.')}": content for key, content in files.items()}
    front = bulletin(attachments=[{"file": name}])
    return Escape(codes, {"bulletins/2026/a.md": front, **below})


def _picture(*codes: str, name: str, **files: Content) -> Escape:
    below = {f"bulletins/2026/{key.replace('_', '.')}": content for key, content in files.items()}
    return Escape(
        codes, {"bulletins/2026/a.md": bulletin(image={"src": name, "alt": "Ảnh"}), **below}
    )


def _alias(*codes: str, name: str) -> Escape:
    return Escape(codes, {"bulletins/2026/a.md": bulletin(aliases=[name])})


def _front(*codes: str, line: str) -> Escape:
    text = bulletin().replace("title: Thử\n", f"title: {line}\n")
    return Escape(codes, {"bulletins/2026/a.md": text})


def _tree(*codes: str, **files: Content) -> Escape:
    paths = {key.replace("__", "/").replace("_", "."): value for key, value in files.items()}
    return Escape(codes, {"bulletins/2026/a.md": bulletin(), **paths})


ESCAPES: dict[str, Escape] = {
    # links
    "link up": _body("BT406", text=f"[a]({UP}/canary.txt)"),
    "link up in angle brackets": _body("BT406", text=f"[a](<{UP}/canary.txt>)"),
    "link up by reference": _body("BT406", text=f"[a][1]\n\n[1]: {UP}/canary.txt"),
    "link up by %2e": _body("BT406", text="[a](%2e%2e/%2e%2e/%2e%2e/secret/canary.txt)"),
    "link up by %2f": _body("BT406", text="[a](..%2f..%2f..%2fsecret%2fcanary.txt)"),
    "link up through a folder": _body("BT406", text=f"[a](x/../{UP}/canary.txt)"),
    "link up with dots": _body("BT406", text=f"[a](./.././{UP}/canary.txt)"),
    "link up with slashes": _body("BT406", text="[a](..//..//..//secret//canary.txt)"),
    "link up by backslashes": _body("BT406", text="[a](..\\\\..\\\\..\\\\secret\\\\canary.txt)"),
    "link up by %5c": _body("BT406", text="[a](..%5c..%5c..%5csecret%5ccanary.txt)"),
    "link up twice escaped": _body("BT401", text="[a](%252e%252e%252fsecret%252fcanary.txt)"),
    "link up with NUL": _body("BT406", text=f"[a]({UP}/canary.txt%00.pdf)"),
    "link up with a query": _body("BT406", text=f"[a]({UP}/canary.txt?x=1)"),
    "link up to Markdown": _body("BT401", text=f"[a]({UP}/canary.md)"),
    "link to the root": _body("BT403", text="[a](/etc/passwd)"),
    "link to the root by %2f": _body("BT406", text="[a](%2fetc%2fpasswd)"),
    "link by file:": _body("BT404", text="[a](file:///etc/passwd)"),
    "link by FILE:": _body("BT404", text="[a](FILE:///etc/passwd)"),
    "link by file: with a space": _body("BT404", text="[a](<fi le:///etc/passwd>)"),
    "link to a drive": _body("BT404", text="[a](C:/secret/canary.txt)"),
    "link to a share": _body("BT404", text="[a](\\\\\\\\server\\\\canary.txt)"),
    "link to a device": _body("BT406", text="[a](../../../../../../../../dev/stdin)"),
    "link to a home": _body("BT401", text="[a](~/canary.txt)"),
    "link by a variable": _body("BT401", text="[a]($HOME/canary.txt)"),
    # pictures
    "picture up": _body("BT406", text=f"![a]({UP}/canary.png)"),
    "picture up by %2f": _body("BT406", text="![a](..%2f..%2f..%2fsecret%2fcanary.png)"),
    "picture by file:": _body("BT404", text="![a](file:///etc/passwd)"),
    "picture from the root": _body("BT403", text="![a](/etc/passwd)"),
    "picture as data": _body("BT404", text="![a](data:text/plain,x)"),
    "picture by a tag": _body("BT409", text=f'<img src="{UP}/canary.png" alt="a">'),
    "object by a tag": _body("BT409", text=f'<object data="{UP}/canary.txt"></object>'),
    # attachments
    "attachment up": _attached("BT502", name=f"{UP}/canary.txt"),
    "attachment up through a folder": _attached("BT502", name=f"x/../{UP}/canary.txt"),
    "attachment from the root": _attached("BT502", name="/etc/passwd"),
    "attachment by file:": _attached("BT502", name="file:///etc/passwd"),
    "attachment on a drive": _attached("BT502", name="C:\\secret\\canary.txt"),
    "attachment by backslashes": _attached("BT502", name="..\\..\\..\\secret\\canary.txt"),
    "attachment by %2f": _attached("BT501", name="..%2f..%2f..%2fsecret%2fcanary.txt"),
    "attachment with NUL": _attached("BT110", name="canary.txt\0.pdf"),
    "attachment is a link": _attached("BT505", name="b.txt", b_txt=Link("{secret}/canary.txt")),
    "attachment is a relative link": _attached(
        "BT505", name="b.txt", b_txt=Link("../../../secret/canary.txt")
    ),
    "attachment is a chain of links": _attached(
        "BT505", name="b.txt", b_txt=Link("c.txt"), c_txt=Link("{secret}/canary.txt")
    ),
    "attachment is a link to itself": _attached("BT505", name="b.txt", b_txt=Link("b.txt")),
    "attachment is a link to a device": _attached("BT505", name="b.txt", b_txt=Link("/dev/zero")),
    "attachment is a link into the process": _attached(
        "BT505", name="b.txt", b_txt=Link("/proc/self/environ")
    ),
    "attachment is a link to a draft": Escape(
        ("BT505",),
        {
            "bulletins/2026/a.md": bulletin(attachments=[{"file": "b.txt"}]),
            "bulletins/2026/b.txt": Link("c.md"),
            "bulletins/2026/c.md": bulletin(CANARY, number="02/TB-VP", draft=True),
        },
    ),
    "attachment is what others may not see": Escape(
        ("BT507",),
        {
            "bulletins/2026/a.md": bulletin(attachments=[{"file": "../_x/b.txt"}]),
            "bulletins/_x/b.txt": CANARY,
        },
    ),
    "attachment in a linked folder": Escape(
        ("BT505", "BT505"),
        {
            "bulletins/2026/a.md": bulletin(attachments=[{"file": "b/canary.txt"}]),
            "bulletins/2026/b": Link("{secret}"),
        },
    ),
    "attachment in a folder linked above": Escape(
        ("BT505", "BT505"),
        {
            "bulletins/2026/a.md": bulletin(attachments=[{"file": "../b/c/canary.txt"}]),
            "bulletins/b": Link("../b"),
            "b/c": Link("{secret}"),
        },
    ),
    "attachment is the configuration": _attached("BT502", name="../../mkdocs.yml"),
    "link to the configuration": _body("BT406", text="[a](../../mkdocs.yml)"),
    "linked picture in a body": Escape(
        ("BT505",),
        {
            "bulletins/2026/a.md": bulletin("![a](b.png)\n"),
            "bulletins/2026/b.png": Link("{secret}/canary.png"),
        },
    ),
    # the picture of a news article
    "image up": _picture("BT502", name=f"{UP}/canary.png"),
    "image from the root": _picture("BT502", name="/etc/passwd"),
    "image by file:": _picture("BT502", name="file:///etc/passwd"),
    "image is a link": _picture("BT505", name="b.png", b_png=Link("{secret}/canary.png")),
    # earlier addresses
    "alias up": _alias("BT224", name="../../../secret/x"),
    "alias from the root": _alias("BT224", name="/etc/x"),
    "alias up through a folder": _alias("BT224", name="a/../../../x"),
    "alias by backslashes": _alias("BT224", name="..\\..\\x"),
    "alias by file:": _alias("BT224", name="file:///etc/x"),
    "alias up by %2f": _alias(name="..%2f..%2fx"),
    # the tree itself
    "bulletin is a link": _tree("BT505", bulletins__b_md=Link("{secret}/canary.md")),
    "bulletin is a relative link": _tree("BT505", bulletins__b_md=Link("../../secret/canary.md")),
    "bulletin is a chain of links": _tree(
        "BT505", "BT505", bulletins__b_md=Link("c.md"), bulletins__c_md=Link("{secret}/canary.md")
    ),
    "bulletin is a link to itself": _tree("BT505", bulletins__b_md=Link("b.md")),
    "bulletin is a link to passwords": _tree("BT505", bulletins__b_md=Link("/etc/passwd")),
    "bulletin is a link to a folder": _tree("BT505", bulletins__b_md=Link("{secret}")),
    "bulletin is a link inside": _tree("BT505", bulletins__b_md=Link("2026/a.md")),
    "folder is a link": _tree("BT505", bulletins__b=Link("{secret}")),
    "folder is a link deep down": _tree("BT505", bulletins__x__y__b=Link("{secret}")),
    "folder is a link to its parent": _tree("BT505", bulletins__b=Link("..")),
    "folder is a link to itself": _tree(bulletins__b=Link("b")),
    "folder is a link to the root": _tree("BT505", bulletins__b=Link("/")),
    "a file that nobody names is a link": _tree(bulletins__b_txt=Link("{secret}/canary.txt")),
    # hand-written pages
    "page is a link": _tree("BT505", docs__b_md=Link("{secret}/canary.md")),
    "file of docs is a link": _tree("BT505", docs__b_txt=Link("{secret}/canary.txt")),
    "folder of docs is a link": _tree("BT505", docs__b=Link("{secret}")),
    "folder of docs is a chain of links": _tree(
        "BT505", "BT505", docs__b=Link("c"), docs__c=Link("{secret}")
    ),
    "folder of docs is a link to its parent": _tree("BT505", docs__x__b=Link("..")),
    "folder of docs is a link to itself": _tree("BT505", docs__b=Link("b")),
    "folder of docs is a link to the bulletins": _tree("BT505", docs__b=Link("../bulletins")),
    "folders of docs are a maze of links": _tree(
        "BT505",
        "BT505",
        docs__b__x=Link("../c"),
        docs__b__y=Link("d.txt"),
        docs__b__d_txt="trong",
        docs__c__x=Link("../b"),
    ),
    "file of docs is a dangling link": _tree("BT505", docs__b_txt=Link("khong.txt")),
    # the theme
    "template is a link": _tree("BT505", overrides__b_html=Link("{secret}/canary.txt")),
    "asset of the theme is a link": _tree("BT505", overrides__assets__b=Link("{secret}")),
    # what other tools would read files by
    "snippet": _body(text=f'--8<-- "{UP}/canary.txt"'),
    "snippet in a block": _body(text=f"--8<--\n{UP}/canary.txt\n--8<--"),
    "include": _body(text="{% include '/etc/passwd' %} {{ config.config_file_path }}"),
    "markdown include": _body(text=f"{{!{UP}/canary.txt!}}"),
    "admonition include": _body(text=f"!!! include({UP}/canary.txt)"),
    "YAML include": _front("BT111", line=f"!include {UP}/canary.txt"),
    "YAML environment": _front("BT111", line="!ENV HOME"),
    "YAML object": _front("BT111", line="!!python/object/apply:os.getcwd []"),
    "template in a title": _front(line="\"{{ config.docs_dir }} {% include 'a' %}\""),
}


@dataclass
class OpenShell:
    """A theme that shows all it is given."""

    digest: str = "open"

    def render(self, page: Page) -> bytes:
        return repr(page).encode()


def _write(folder: Path, escape: Escape) -> Path:
    """Write a site with the files of an attacker, and what he is after beside it."""
    secret = folder / "secret"
    secret.mkdir()
    (secret / "canary.txt").write_text(CANARY, "utf-8")
    (secret / "canary.md").write_text(bulletin(CANARY, title=CANARY, number="9/TB-VP"), "utf-8")
    (secret / "canary.pdf").write_bytes(PDF + CANARY.encode())
    (secret / "canary.png").write_bytes(PNG + CANARY.encode())
    project = folder / "project"
    overrides = ROOT / "overrides"
    if any(path.startswith("overrides/") for path in escape.files):
        overrides = Path(shutil.copytree(overrides, project / "overrides"))
    theme = {"name": "material", "custom_dir": str(overrides), "language": "vi", "font": False}
    config = write_site(project, {}, theme=theme)
    for path, content in escape.files.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            file.symlink_to(content.target.format(secret=secret))
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return config


def _made(config: Path) -> tuple[list[str], dict[str, bytes]]:
    """Return the codes of all errors; without any, what the library would write."""
    read = read_config(config)
    settings, problems = read_settings(read.settings, lambda path: locate(config, path))
    assert settings
    workshop = Workshop(
        settings=settings,
        config_file=config,
        docs_dir=read.docs_dir,
        theme_dir=read.theme_dir,
        markdown=read.markdown,
        now=datetime(2026, 11, 20, tzinfo=VIETNAM),
    )
    workshop.load()
    workshop.resolve(MarkdownPages(read.docs_dir, workshop.renderer))
    errors = [one.kind.code for one in [*problems, *workshop.problems] if one.is_error]
    if errors:
        return errors, {}
    site = site_of(workshop, "Trang", read.site_url)
    planned = plan(site, OpenShell())
    assert planned.problems == ()
    return [], {output.path: output.make() for output in planned.outputs}


@pytest.mark.parametrize("name", ESCAPES)
def test_a_way_out_is_refused_or_comes_out_as_text(name: str, tmp_path: Path) -> None:
    """What leads out of the folders stops the build, or is shown as the letters that it is."""
    escape = ESCAPES[name]
    codes, files = _made(_write(tmp_path, escape))
    assert sorted(codes) == sorted(escape.codes)
    assert bool(files) == (not escape.codes)
    for path, content in files.items():
        assert ".." not in path.split("/")
        assert not path.startswith("/")
        assert CANARY.encode() not in content
        assert str(tmp_path).encode() not in content


def test_there_are_sixty_ways_and_more() -> None:
    """Links, pictures, attachments, aliases, folders, docs, the theme, includes."""
    assert len(ESCAPES) >= 60


def _all(names: list[str]) -> Escape:
    """Return the escapes of several names as one, each in a folder of its own."""
    files: dict[str, Content] = {}
    for index, name in enumerate(names):
        for path, content in ESCAPES[name].files.items():
            below = path.replace("bulletins/", f"bulletins/x{index}/", 1)
            own = f"number: {index + 1}/TB-VP"
            if isinstance(content, str):
                content = content.replace("number: 01/TB-VP", own)  # noqa: PLW2901
            files[below] = content
    return Escape((), files)


def test_what_comes_out_as_text_holds_nothing_from_outside(tmp_path: Path) -> None:
    """A real build of all that is not refused has no byte of the file outside."""
    config = _write(tmp_path, _all([name for name in ESCAPES if not ESCAPES[name].codes]))
    built = build(config)
    assert built.code == 0, built.output
    files = snapshot(built.site)
    assert "bulletins/x0/2026/a/index.html" in files
    assert [path for path, content in files.items() if CANARY.encode() in content] == []


def test_what_is_refused_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    """A real build refuses all ways out of the bulletins at once; the old site stands."""
    names = [
        name
        for name, one in ESCAPES.items()
        if one.codes and all(path.startswith("bulletins/") for path in one.files)
    ]
    config = _write(tmp_path, _all(names))
    old = config.parent / "site"
    old.mkdir()
    (old / "index.html").write_text("cũ", "utf-8")
    built = build(config)
    assert built.code == 1
    assert "Traceback" not in built.output
    assert CANARY not in built.output
    assert snapshot(old) == {"index.html": "cũ".encode()}
    for index, name in enumerate(names):
        assert f"bulletins/x{index}/" in built.output, name


@pytest.mark.parametrize(
    "name",
    [
        "page is a link",
        "folder of docs is a link",
        "folder of docs is a link to its parent",
        "asset of the theme is a link",
    ],
)
def test_mkdocs_never_follows_a_link_out_of_its_folders(name: str, tmp_path: Path) -> None:
    """MkDocs, which copies what links lead to, does not get as far as that."""
    config = _write(tmp_path, ESCAPES[name])
    built = build(config)
    assert built.code == 1
    assert "BT505" in built.output
    assert "Traceback" not in built.output
    assert not built.site.exists()


def test_links_inside_docs_are_followed(tmp_path: Path) -> None:
    """A link that stays in its folder does no harm, and works as MkDocs has it."""
    escape = _tree(docs__b_txt=Link("c.txt"), docs__c_txt="trong", docs__d=Link("e"))
    config = _write(tmp_path, escape)
    (config.parent / "docs" / "e").mkdir()
    (config.parent / "docs" / "e" / "f.txt").write_text("trong nữa", "utf-8")
    built = build(config)
    assert built.code == 0, built.output
    assert built.text("b.txt") == "trong"
    assert built.text("d/f.txt") == "trong nữa"


def test_a_link_that_takes_a_file_s_place_is_not_followed(tmp_path: Path) -> None:
    """A file that was published, and is a link to outside at the next build, is refused."""
    escape = _attached(name="b.txt", b_txt="trong")
    config = _write(tmp_path, escape)
    assert build(config).code == 0
    file = config.parent / "bulletins" / "2026" / "b.txt"
    file.unlink()
    file.symlink_to(tmp_path / "secret" / "canary.txt")
    built = build(config)
    assert built.code == 1
    assert "BT505" in built.output
    assert built.text("bulletins/2026/b.txt") == "trong"


def test_a_hard_link_is_a_file_of_the_folder(tmp_path: Path) -> None:
    """Git makes no hard links, and deduplicating file systems do: the file is as good as any."""
    config = _write(tmp_path, _attached(name="b.txt"))
    os.link(config.parent / "docs" / "index.md", config.parent / "bulletins" / "2026" / "b.txt")
    codes, files = _made(config)
    assert codes == []
    assert "bulletins/2026/b.txt" in files
