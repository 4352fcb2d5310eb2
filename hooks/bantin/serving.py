"""Files for web servers: how nginx, Caddy and hosts of static pages should serve a built site."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from string import Template
from typing import Any, Final

from bantin.files import media_types

_RULES: Final[dict[str, Any]] = tomllib.loads(
    files("bantin").joinpath("data/serving.toml").read_text("utf-8")
)
_CACHING: Final[dict[str, str]] = _RULES["caching"]
_NAMES: Final[dict[str, str]] = _RULES["names"]
_TYPES: Final[dict[str, str]] = {
    **{suffix.removeprefix("."): kind for suffix, kind in media_types().items()},
    **_RULES["types"],
}
# What is worth compressing; office files and most pictures are compressed already.
_TEXT: Final = re.compile(r"text/.*|image/svg\+xml|application/(?:.*\+)?(?:json|xml)")
_HAS_CHARSET: Final = re.compile(r"text/.*|application/(?:rss|atom)\+xml")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site: its folder, the path of its address (``/`` or ``/ban-tin/``), its files.

    ``files`` are paths below the folder. An internal site is kept out of search engines.
    """

    root: PurePath
    mount: str
    is_internal: bool
    files: tuple[str, ...]

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every response, the content security policy first."""
        policy = "; ".join(f"{name} {value}" for name, value in _RULES["policy"].items())
        more = _RULES["internal"] if self.is_internal else {}
        return {"Content-Security-Policy": policy, **_RULES["headers"], **more}


def server_files(site: BuiltSite) -> dict[str, str]:
    """Return the text of each file for a server, by its name."""
    return {"nginx.conf": _nginx(site), "Caddyfile": _caddy(site), "_headers": _hosted(site)}


def _nginx(site: BuiltSite) -> str:
    headers = [f'  add_header {name} "{value}" always;' for name, value in site.headers.items()]
    types = [f"    {kind} {' '.join(endings)};" for kind, endings in _endings().items()]
    names = [
        f'  location ~ "/{re.escape(name)}$" {{\n    types {{ }}\n    default_type {kind};\n  }}'
        for name, kind in _NAMES.items()
    ]
    folder = site.mount.rstrip("/")
    redirect = (
        f'location = "{folder}" {{\n  absolute_redirect off;\n  return 301 "{site.mount}";\n}}'
    )
    kinds = {*_endings(), *_NAMES.values()} - {"text/html"}  # nginx adds it by itself
    return _filled(
        "nginx.conf",
        site,
        headers="\n".join(headers),
        types="\n".join(types),
        names="\n".join(names),
        redirect=redirect if folder else "",
        compressed=" ".join(sorted(filter(_TEXT.fullmatch, kinds))),
        text_types=" ".join(sorted(filter(_HAS_CHARSET.fullmatch, kinds))),
    )


def _caddy(site: BuiltSite) -> str:
    headers = [f'    {name} "{value}"' for name, value in site.headers.items()]
    types = {rf"/{re.escape(name)}$": kind for name, kind in _NAMES.items()}
    types |= {rf"\.(?:{'|'.join(endings)})$": kind for kind, endings in _endings().items()}
    types["/$"] = "text/html"  # a folder is its index.html
    folder = site.mount.rstrip("/")
    return _filled(
        "Caddyfile",
        site,
        headers="\n".join(headers),
        types="\n".join(f'    "~{at}" "{_with_charset(kind)}"' for at, kind in types.items()),
        redirect=f'redir "{folder}" "{site.mount}" 308' if folder else "",
        compressed="\n".join(
            f'      header Content-Type "{kind}*"'
            for kind in dict.fromkeys(types.values())
            if _TEXT.fullmatch(kind)
        ),
    )


def _hosted(site: BuiltSite) -> str:
    hashed = re.compile(_CACHING["hashed"])
    immutable = [
        f"{site.mount}{path}\n  Cache-Control: {_CACHING['immutable']}"
        for path in site.files
        if hashed.search(path)
    ]
    kinds = {
        _pattern(path): kind
        for path in site.files
        if (kind := _NAMES.get(PurePath(path).name) or _type_of_calendar(path))
    }
    return _filled(
        "_headers",
        site,
        headers="\n".join(f"  {name}: {value}" for name, value in site.headers.items()),
        immutable="\n".join(immutable),
        types="\n".join(
            f"{site.mount}{pattern}\n  Content-Type: {_with_charset(kind)}"
            for pattern, kind in sorted(kinds.items())
        ),
    )


def _type_of_calendar(path: str) -> str | None:
    """Return the type of a calendar or an outline, which not every host knows."""
    ending = PurePath(path).suffix.removeprefix(".")
    return _TYPES[ending] if ending in ("ics", "opml") else None


def _pattern(path: str) -> str:
    """Return one path for all files of a name that lie as deep below one folder of the root."""
    first, *folders = path.split("/")
    if not folders:
        return first
    between = [f":folder{number}" for number in range(1, len(folders))]
    return "/".join([first, *between, folders[-1]])


def _endings() -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = {}
    for ending, kind in _TYPES.items():
        by_kind.setdefault(kind, []).append(ending)
    return by_kind


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if _HAS_CHARSET.fullmatch(kind) else kind


def _filled(name: str, site: BuiltSite, **parts: str) -> str:
    root = site.root.as_posix().rstrip("/") + "/"
    known = {
        "mount": _quoted(site.mount),
        "root": _quoted(root),
        "hashed": _CACHING["hashed"],
        "immutable": _CACHING["immutable"],
        "others": _CACHING["others"],
    }
    text = files("bantin").joinpath(f"data/serving/{name}").read_text("utf-8")
    filled = Template(text).substitute({**known, **parts})
    return re.sub(r"\n{3,}", "\n\n", filled)


def _quoted(text: str) -> str:
    """Return a text as it stands in the quotation marks of both servers' files."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
