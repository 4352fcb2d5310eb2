"""Problems in the log of MkDocs, and in the preview."""

import json
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from bantin.problems import Problem
from bantin.reporters import as_json, summary, text_line

# ProperDocs, the fork of MkDocs, answers to the name of MkDocs but logs under its own.
PROGRAM: Final = get_context.__module__.partition(".")[0]
log = logging.getLogger(f"{PROGRAM}.bantin")

_LEVELS: Final = {"error": logging.ERROR, "warning": logging.WARNING, "notice": logging.INFO}
_SERVE_PROBLEMS: Final = "bantin-problems.json"


class RefusedError(PluginError):
    """Bulletins with errors: the build ends with exit code 1 and no traceback."""

    def __init__(self, problems: Sequence[Problem], count: int) -> None:
        super().__init__(f"{summary(problems, count)} Trang đã đăng giữ nguyên.")
        self.problems = problems
        self.count = count


def log_problems(problems: Iterable[Problem]) -> None:
    """Log problems in order."""
    for found in sorted(problems, key=lambda found: found.order):
        log.log(_LEVELS[found.kind.severity], text_line(found))


def write_problems(folder: Path, problems: Iterable[Problem], count: int, built: str = "") -> None:
    """Write problems for the preview, which shows them in its pages, and what was *built*."""
    ordered = sorted(problems, key=lambda found: found.order)
    told = json.loads(as_json(ordered, count)) | {"built": built}
    (folder / _SERVE_PROBLEMS).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def has_warnings() -> bool:
    """Tell whether a strict build is about to fail."""
    return any(
        isinstance(handler, CountHandler) and handler.get_counts()
        for handler in logging.getLogger(PROGRAM).handlers
    )
