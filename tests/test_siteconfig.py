"""mkdocs.yml as the command line reads it."""

from pathlib import Path

import pytest

from bantin.problems import Place
from bantin.siteconfig import (
    ConfigFileError,
    SiteConfig,
    find_library,
    locate,
    markdown_extensions,
    read_config,
    shown_path,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(name: str, text: str) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_what_is_inherited_is_merged_in_depth(folder: Path) -> None:
    """The file's own keys stand over those of its parent and grandparent, as with MkDocs."""
    _write("goc/ong.yml", "site_url: https://a.vn/\nextra: {bantin: {page_size: 5, issuer: a}}\n")
    _write("goc/cha.yml", "INHERIT: ong.yml\nextra: {bantin: {page_size: 6}, x: 1}\nnav: [a]\n")
    file = _write("con.yml", "INHERIT: goc/cha.yml\nextra: {bantin: {feed_items: 7}}\nnav: [b]\n")
    config = read_config(file)
    assert config.settings == {"page_size": 6, "issuer": "a", "feed_items": 7}
    assert config.site_url == "https://a.vn/"
    assert config.data["nav"] == ["b"]
    assert "INHERIT" not in config.data
    assert config.docs_dir == folder / "docs"


@pytest.mark.usefixtures("folder")
def test_a_setting_is_found_in_the_file_that_sets_it() -> None:
    """Places name the inherited file; a missing key shows at what holds it, else at the head."""
    _write("goc.yml", "extra:\n  bantin:\n    types:\n      - id: a\n      - id: B\n")
    file = _write(
        "con.yml", "INHERIT: goc.yml\nsite_name: A\nextra:\n  bantin:\n    page_size: 0\n"
    )
    assert locate(file, ("types", 1, "id")) == Place("goc.yml", 5, 9)
    assert locate(file, ("page_size",)) == Place("con.yml", 5, 5)
    assert locate(file, ("types", 5)).file == "goc.yml"
    assert locate(file, ("site_url",)) == Place("con.yml", 1, 1)
    assert locate(_write("x.yml", "a: 1\n"), ("page_size",)) == Place("x.yml", 1, 1)
    assert locate(_write("y.yml", "INHERIT: [a]\n"), ("page_size",)) == Place("y.yml", 1, 1)
    assert locate(_write("z.yml", "extra: {bantin: {types: [1]}}"), ("types", 3)).line == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [", 1),
        ("- a\n", 1),
        ("", 1),
        ("a: 1\nb: c: d\n", 2),
        ("x: 2026-02-31\n", 1),
        ("a: !!python/object:os.system {}\n", 1),
        ("? {a: b}\n: c\n", 1),
        ("a: \x01\n", 1),
        ("[" * 5000, 1),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error(text: str, line: int) -> None:
    """Whatever is wrong with the file, it is one error with its place."""
    file = _write("mkdocs.yml", text)
    with pytest.raises(ConfigFileError) as caught:
        read_config(file)
    assert caught.value.place.file == "mkdocs.yml"
    assert caught.value.place.line == line


@pytest.mark.usefixtures("folder")
def test_other_files_are_refused_too() -> None:
    """A missing file, a folder, and a file in another encoding are errors."""
    Path("thu-muc").mkdir()
    Path("utf16.yml").write_bytes("site_name: Bản tin\n".encode("utf-16"))
    for name in ("khong.yml", "thu-muc", "utf16.yml"):
        with pytest.raises(ConfigFileError):
            read_config(Path(name))


@pytest.mark.usefixtures("folder")
def test_a_file_that_inherits_itself_ends() -> None:
    """A circle of INHERIT is no endless loop."""
    file = _write("mkdocs.yml", "INHERIT: mkdocs.yml\nsite_name: A\n")
    assert read_config(file).data["site_name"] == "A"
    assert locate(file, ("page_size",)) == Place("mkdocs.yml", 1, 1)


@pytest.mark.usefixtures("folder")
def test_tags_of_mkdocs_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """``!ENV``, ``!relative`` and ``!!python/name:`` are read as MkDocs does; unknown ones pass."""
    monkeypatch.setenv("BANTIN_URL", "https://env.vn/")
    text = (
        "site_url: !ENV BANTIN_URL\na: !!python/name:os.sep\nb: !!python/name:khong.co\n"
        "c: !!python/name:x\nd: !relative $config_dir\ne: !!python/name:os.khong\n"
    )
    config = read_config(_write("mkdocs.yml", text))
    assert config.site_url == "https://env.vn/"
    assert config.data["a"] == "/"
    assert [config.data[key] for key in "bcde"] == [None] * 4


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ([], {})),
        ("tables", ([], {})),
        (
            ["tables", {"toc": {"permalink": True}}],
            (["tables", "toc"], {"toc": {"permalink": True}}),
        ),
        (
            {"toc": {"permalink": True}, "tables": None},
            (["toc", "tables"], {"toc": {"permalink": True}}),
        ),
    ],
)
def test_extensions_are_read_in_every_form(
    value: object, expected: tuple[list[str], dict[str, object]]
) -> None:
    """MkDocs takes a list of names and mappings, or one mapping."""
    assert markdown_extensions(value) == expected


def test_a_site_without_extra_has_no_settings() -> None:
    """Nothing set is nothing, not an error."""
    assert SiteConfig(Path("/a/mkdocs.yml"), {"extra": "x"}).settings is None


def test_paths_are_shown_from_the_current_folder(folder: Path) -> None:
    """Below the current folder a path is short, elsewhere it is whole."""
    assert shown_path(folder / "a" / "b") == "a/b"
    assert shown_path(Path("/khac/a")) == "/khac/a"
    assert find_library(Path("con/mkdocs.yml"), "../bulletins").label == "bulletins"
