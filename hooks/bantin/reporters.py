"""Tell people and programs of problems: as text, JSON, and annotations of GitHub and GitLab."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Final

from bantin.problems import Problem

_GITLAB: Final = {"error": "major", "warning": "minor", "notice": "info"}
_WORDS: Final = {"error": "lỗi", "warning": "cảnh báo", "notice": "lưu ý"}


def text_line(problem: Problem) -> str:
    """Return one problem as editors read it; the place can be clicked on."""
    place = problem.place
    remedy = problem.remedy.replace("\n", "\n    ")
    head = f"{place.file}:{place.line}:{place.column}: {_WORDS[problem.kind.severity]}"
    return f"{head} [{problem.kind.code}] {problem.what}\n    → {remedy}"


def summary(problems: Sequence[Problem], count: int) -> str:
    """Return the closing line: how many bulletins were read, and how many problems found."""
    errors = sum(problem.is_error for problem in problems)
    warnings = sum(problem.kind.severity == "warning" for problem in problems)
    notices = len(problems) - errors - warnings
    if not problems:
        return f"Đã kiểm tra {count} bản tin: không có lỗi."
    files = len({problem.place.file for problem in problems})
    also = f", {notices} lưu ý" if notices else ""
    return (
        f"Đã kiểm tra {count} bản tin: {errors} lỗi, {warnings} cảnh báo{also} trong {files} tệp."
    )


def as_text(problems: Sequence[Problem], count: int) -> str:
    """Return all problems as text, and the closing line."""
    return "\n".join([*map(text_line, problems), summary(problems, count)])


def as_json(problems: Sequence[Problem], count: int) -> str:
    """Return all problems as one JSON object."""
    rows = [
        {
            "code": problem.kind.code,
            "severity": problem.kind.severity,
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.what,
            "remedy": problem.remedy,
            "message_en": problem.what_en,
            "remedy_en": problem.remedy_en,
        }
        for problem in problems
    ]
    return json.dumps({"bulletins": count, "problems": rows}, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], _count: int) -> str:
    """Return all problems as workflow commands of GitHub Actions."""
    lines = []
    for problem in problems:
        place = problem.place
        fields = {
            "file": place.file,
            "line": place.line,
            "col": place.column,
            "title": problem.kind.code,
        }
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
        message = _data(f"{problem.what}\n{problem.remedy}")
        lines.append(f"::{problem.kind.severity} {listed}::{message}")
    return "\n".join(lines)


def as_gitlab(problems: Sequence[Problem], _count: int) -> str:
    """Return all problems as a Code Quality report of GitLab."""
    rows = []
    for problem in problems:
        place = problem.place
        identity = f"{problem.kind.code}|{place.file}|{place.line}|{place.column}|{problem.what}"
        rows.append(
            {
                "description": f"{problem.what} {problem.remedy}",
                "check_name": problem.kind.code,
                "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
                "severity": _GITLAB[problem.kind.severity],
                "location": {"path": place.file, "lines": {"begin": place.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


REPORTERS: Final[dict[str, Callable[[Sequence[Problem], int], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
