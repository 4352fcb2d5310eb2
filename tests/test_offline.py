"""A build asks nobody for anything: no name is looked up, no connection is opened."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site_builder import ROOT, build, copy_project, environment, snapshot

# Python imports this before all else, in the build and in each of its worker processes.
GUARD = """
import os, socket

def refused(*asked, **_):
    with open(os.environ["ASKED"], "a", encoding="utf-8") as log:
        print(asked, file=log)
    raise OSError("the network is cut")

local = getattr(socket, "AF_UNIX", None)

def guarded(method):
    def connect(self, *asked):
        return method(self, *asked) if self.family == local else refused(*asked)
    return connect

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, refused)
"""


def guarded(folder: Path) -> tuple[dict[str, str], Path]:
    """Return the environment in which every look-up and connection fails, and is written down."""
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
    asked = folder / "asked.txt"
    path = os.pathsep.join([str(folder / "guard"), str(ROOT / "hooks")])
    return {"PYTHONPATH": path, "ASKED": str(asked)}, asked


def test_a_build_opens_no_connection(tmp_path: Path) -> None:
    """The demonstration site is built; neither a name nor a host is asked for."""
    env, asked = guarded(tmp_path)
    built = build(copy_project(tmp_path), "--strict", env=env)
    assert built.code == 0, built.output
    assert not asked.exists(), asked.read_text("utf-8")


@pytest.mark.parametrize(
    "code",
    [
        "import urllib.request as u; u.urlopen('http://khac.example/')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket as s; s.socket(s.AF_INET, s.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    ],
)
def test_a_connection_would_be_seen(tmp_path: Path, code: str) -> None:
    """Whoever opens one fails, and what was asked for is written down."""
    env, asked = guarded(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(env),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "the network is cut" in ran.stderr
    assert asked.read_text("utf-8")


def test_without_a_network_the_site_is_the_same(tmp_path: Path) -> None:
    """In a network namespace of its own, without even loopback, a build makes the same bytes."""
    cut = [shutil.which("unshare") or "unshare", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*cut, "true"], capture_output=True, timeout=60, check=False)
    except OSError:
        pytest.skip("unshare is not installed (Debian: util-linux)")
    if allowed.returncode:
        pytest.skip("this system lets nobody make a network namespace")
    one, two = copy_project(tmp_path / "mot"), copy_project(tmp_path / "hai")
    assert build(one, "--strict").code == 0
    ran = subprocess.run(
        [*cut, sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(two)],
        env=environment(),
        cwd=two.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert snapshot(tmp_path / "hai" / "site") == snapshot(tmp_path / "mot" / "site")
