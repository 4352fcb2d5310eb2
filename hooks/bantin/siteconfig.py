"""Read what the library needs of mkdocs.yml, without MkDocs, for the command line."""

import importlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from markdown import Markdown
from yaml_env_tag import construct_env_tag

from bantin.problems import BantinError, Place
from bantin.source import Library, why

_LONGEST_CHAIN: Final = 20
_NOT_OURS: Final = (("site_url",), ("markdown_extensions",))  # settings of MkDocs


class ConfigFileError(BantinError):
    """The configuration file cannot be read; ``place`` is where."""

    def __init__(self, detail: str, place: Place) -> None:
        super().__init__(detail)
        self.place = place


class _Loader(yaml.SafeLoader):
    """YAML as MkDocs reads it: ``!ENV`` and ``!!python/name:`` are known."""


def _python_name(_loader: yaml.Loader, name: str, _node: yaml.Node) -> Any:
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError):
        return None  # an extension of the theme that bulletins may not use


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The configuration of a site: its data, with what it inherits, and where it stands."""

    file: Path
    data: Mapping[str, Any]

    @property
    def settings(self) -> object:
        """The raw settings of this library, ``extra.bantin``."""
        extra = self.data.get("extra")
        return extra.get("bantin") if isinstance(extra, dict) else None

    @property
    def docs_dir(self) -> Path:
        """The folder of hand-written pages."""
        return self.file.parent / str(self.data.get("docs_dir") or "docs")

    @property
    def theme_dir(self) -> Path | None:
        """The folder of the site's own templates, None if it has none."""
        theme = self.data.get("theme")
        folder = theme.get("custom_dir") if isinstance(theme, dict) else None
        return self.file.parent / str(folder) if folder else None

    @property
    def site_dir(self) -> Path:
        """The folder of the published site."""
        return self.file.parent / str(self.data.get("site_dir") or "site")

    @property
    def site_url(self) -> str:
        """The address of the site, empty where none is set."""
        return str(self.data.get("site_url") or "")

    @property
    def markdown(self) -> tuple[list[Any], dict[str, Any]]:
        """The Markdown extensions and their configurations."""
        return markdown_extensions(self.data.get("markdown_extensions"))


def read_config(file: Path) -> SiteConfig:
    """Read a configuration file and what it inherits (``INHERIT:``). Raises ConfigFileError."""
    data: dict[str, Any] = {}
    current = file
    for _ in range(_LONGEST_CHAIN):
        content = _read(current)
        parent = content.pop("INHERIT", None)
        data = _merged(content, data)
        if not parent:
            break
        current = current.parent / str(parent)
    return SiteConfig(file.absolute(), data)


def check_markdown(config: SiteConfig) -> None:
    """Try the Markdown extensions, as MkDocs does. Raises ConfigFileError."""
    names, configs = config.markdown
    try:
        Markdown(extensions=names, extension_configs=configs)
    except Exception as error:  # extensions raise what they like
        detail = f"không dùng được «markdown_extensions» ({error})"
        raise ConfigFileError(detail, locate(config.file, ("markdown_extensions",))) from error


def find_library(config_file: Path, bulletins_dir: str) -> Library:
    """Return the folder of bulletins of a site; a relative one stands beside the file."""
    root = Path(posixpath.normpath((config_file.absolute().parent / bulletins_dir).as_posix()))
    return Library(root, shown_path(root))


def shown_path(path: Path) -> str:
    """Return a path as people see it: below the current folder, else in full."""
    current = Path.cwd()
    return (path.relative_to(current) if path.is_relative_to(current) else path).as_posix()


def locate(config_file: Path, path: tuple[str | int, ...]) -> Place:
    """Return where the setting at *path* stands: in the file, or in one that it inherits.

    What stands nowhere is shown at the nearest thing above it, ``extra.bantin`` at most.
    """
    full = path if path in _NOT_OURS else ("extra", "bantin", *path)
    best, place = 1, Place(shown_path(config_file))
    current = config_file
    for _ in range(_LONGEST_CHAIN):
        try:
            node = yaml.compose(current.read_text("utf-8-sig"), Loader=_Loader)
        except (OSError, ValueError, yaml.YAMLError):  # pragma: no cover - it was read before
            break
        depth, mark = _find(node, full)
        if mark and (depth > best or depth == len(full)):
            best, place = depth, Place(shown_path(current), mark.line + 1, mark.column + 1)
        parent = _scalar(node, "INHERIT")
        if depth == len(full) or parent is None:
            break
        current = current.parent / parent
    return place


def markdown_extensions(value: object) -> tuple[list[Any], dict[str, Any]]:
    """Return extensions and configurations from any of the forms that MkDocs takes."""
    names: list[Any] = []
    configs: dict[str, Any] = {}
    entries = value.items() if isinstance(value, dict) else value or ()
    if not isinstance(value, (dict, list)):
        entries = ()
    for entry in entries:  # type: ignore[attr-defined]
        pairs = entry.items() if isinstance(entry, dict) else [entry]
        for pair in pairs:
            name, options = pair if isinstance(pair, tuple) else (pair, None)
            names.append(name)
            if options:
                configs[str(name)] = options
    return names, configs


def _read(file: Path) -> dict[str, Any]:
    place = Place(shown_path(file))
    try:
        data = yaml.load(file.read_text("utf-8-sig"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        detail = f"{why(error)} ({place.file})"
        raise ConfigFileError(detail, place) from error
    except UnicodeDecodeError as error:
        raise ConfigFileError("không phải UTF-8", place) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark:
            place = Place(place.file, mark.line + 1, mark.column + 1)
        raise ConfigFileError(f"sai cú pháp YAML ({error.problem})", place) from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise ConfigFileError("sai cú pháp YAML", place) from error
    if not isinstance(data, dict):
        raise ConfigFileError("tệp không gồm các dòng «khóa: giá trị»", place)
    return data


def _merged(parent: dict[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Return *parent* with *child* over it, mappings merged in depth, as MkDocs does."""
    result = dict(parent)
    for key, value in child.items():
        above = result.get(key)
        both = isinstance(above, dict) and isinstance(value, dict)
        result[key] = _merged(above, value) if both else value  # type: ignore[arg-type]
    return result


def _find(node: yaml.Node | None, path: tuple[str | int, ...]) -> tuple[int, Any]:
    """Return how many parts of *path* exist below *node*, and the mark of the last of them."""
    mark = None
    for depth, part in enumerate(path):
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == str(part)), None)
            if pair is None:
                return depth, mark
            mark, node = pair[0].start_mark, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value)
        ):
            node = node.value[part]
            mark = node.start_mark
        else:
            return depth, mark
    return len(path), mark


def _scalar(node: yaml.Node | None, key: str) -> str | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return None
