"""The command ``bantin fix-encoding``: save files of old character sets as UTF-8."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Final

import click

from bantin.encodings import Fault, Finding
from bantin.recoding import Recoded, recode
from bantin.source import why

_MOST_LINES: Final = 10  # that are named one by one
_REASONS: Final = {
    Fault.UNKNOWN: "không chắc viết bằng bảng mã nào",
    Fault.LEGACY: "không chắc viết bằng bảng mã nào",
    Fault.GARBLED: "không chắc vốn viết thế nào, hãy gõ lại dòng này",
    Fault.LOST: "có chữ đã mất khi lưu, hãy chép lại từ bản gốc",
}


class Outcome(Enum):
    """What came of a file."""

    AS_IT_WAS = "it is UTF-8"
    CHANGED = "it is UTF-8 now"
    FAILED = "it is not"


@click.command("fix-encoding")
@click.argument(
    "paths", metavar="TỆP…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
def fix_encoding(paths: tuple[Path, ...]) -> None:
    """Chuyển tệp TCVN3, VNI, Windows-1258, UTF-16 sang UTF-8, và giữ lại bản cũ.

    Tên một thư mục thì chuyển mọi tệp .md bên trong. Tệp đã đúng được để nguyên; tệp nào không
    chắc chắn đọc đúng thì không bị sửa.
    """
    outcomes = []
    for file in _files(paths):
        outcome, said = fix(file)
        outcomes.append(outcome)
        click.echo(f"{file}: {said}")
    changed, failed = outcomes.count(Outcome.CHANGED), outcomes.count(Outcome.FAILED)
    click.echo(f"Đã xem {len(outcomes)} tệp: sửa {changed} tệp, {failed} tệp chưa sửa được.")
    sys.exit(1 if failed else 0)


def fix(file: Path) -> tuple[Outcome, str]:
    """Save one file as UTF-8, beside a copy of what it was; return what to say of it.

    A file that cannot be read for certain is left as it is. Never raises.
    """
    if file.is_symlink():
        return Outcome.FAILED, "chưa sửa: đây là liên kết, hãy gọi lệnh với tệp mà nó dẫn tới."
    try:
        data = file.read_bytes()
        result = recode(data)
        if result is None:
            return Outcome.AS_IT_WAS, "đã là UTF-8, để nguyên."
        if isinstance(result, Finding):
            return Outcome.FAILED, f"chưa sửa: dòng {result.line} {_REASONS[result.fault]}."
        copy = _keep_copy(file, data)
        _replace(file, result.data)
    except OSError as error:
        return Outcome.FAILED, f"chưa sửa: không đọc hoặc ghi được, {why(error)}."
    return Outcome.CHANGED, _account(result, copy)


def _account(result: Recoded, copy: Path) -> str:
    names = ", ".join(result.names)
    did = (
        f"đã sửa chữ hỏng do đọc nhầm bảng mã {names}"
        if result.was_spoilt
        else f"đã chuyển từ {names} sang UTF-8"
    )
    said = f"{did}; bản cũ là {copy.name}."
    if result.doubtful:
        named = ", ".join(map(str, result.doubtful[:_MOST_LINES]))
        more = len(result.doubtful) - _MOST_LINES
        others = f" và {more} dòng khác" if more > 0 else ""
        said += f" Bảng mã này không ghi đủ chữ hoa: xem lại chữ hoa ở dòng {named}{others}."
    return said


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() == ".md"
                and file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        else:
            yield path


def _keep_copy(file: Path, data: bytes) -> Path:
    """Write a copy beside the file, under a hidden name that is free: such are never published."""
    for number in count(1):
        copy = file.with_name(f".{file.name}.bak{number if number > 1 else ''}")
        with suppress(FileExistsError), copy.open("xb") as stream:
            stream.write(data)
            break
    return copy


def _replace(file: Path, data: bytes) -> None:
    """Write a file in one step: it is never half written."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        shutil.copymode(file, name)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
