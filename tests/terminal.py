"""A terminal for tests: what a program writes to it, and what is left on its screen."""

import os
import re
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

_CONTROL = re.compile(r"\x1b\[K|\x1b\[[0-9;]*m|[\r\n]")


def screen(written: str) -> list[str]:
    """Return the lines that stand on a screen after all is written."""
    lines, column = [""], 0
    rest = written
    while rest:
        found = _CONTROL.search(rest)
        text, control = (rest, "") if found is None else (rest[: found.start()], found[0])
        rest = "" if found is None else rest[found.end() :]
        lines[-1] = f"{lines[-1][:column]:{column}}{text}{lines[-1][column + len(text) :]}"
        column += len(text)
        if control == "\n":
            lines.append("")
            column = 0
        elif control == "\r":
            column = 0
        elif control == "\x1b[K":
            lines[-1] = lines[-1][:column]
    return [line.rstrip() for line in lines]


def run_on_terminal(command: list[str], folder: Path, env: dict[str, str]) -> tuple[int, str]:
    """Run a command whose error stream is a terminal; return its exit code and what it wrote."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    termios = pytest.importorskip("termios")
    here, there = pty.openpty()
    termios.tcsetwinsize(there, (40, 200))
    process = subprocess.Popen(
        command, stdin=there, stdout=subprocess.DEVNULL, stderr=there, cwd=folder, env=env
    )
    os.close(there)
    written = b""
    with suppress(OSError):  # the terminal ends with its last program
        while part := os.read(here, 65536):
            written += part
    os.close(here)
    return process.wait(), written.decode("utf-8")
