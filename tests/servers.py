"""Debian's web servers over a built site, with the files that `bantin headers` writes."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from bantin.cli import main

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
_NGINX = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
{user}
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    {guard}
    include {snippet};
  }}
}}
"""
_CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  {guard}
  import {snippet}
}}
"""


def write_headers(config: Path) -> Path:
    """Run `bantin headers`; return the folder that it wrote."""
    ran = CliRunner().invoke(main, ["headers", "-f", str(config)])
    assert ran.exit_code == 0, ran.output
    return config.parent / "deploy"


@contextmanager
def nginx(deploy: Path, folder: Path, guard: str = "") -> Iterator[str]:
    """Run nginx, unprivileged, on a free port of loopback; yield its address without a path.

    *guard* stands before the included file.
    """
    program, port = _program("nginx"), _free_port()
    config = folder / "nginx.conf"
    config.write_text(
        _NGINX.format(
            folder=folder,
            port=port,
            guard=guard,
            snippet=deploy / "nginx.conf",
            # root in a container would hand the work to a user that may not read the site
            user="user root;" if os.geteuid() == 0 else "",
        )
    )
    # It goes into the background when it listens.
    _run([program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)], folder)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.kill(int((folder / "nginx.pid").read_text()), signal.SIGTERM)


@contextmanager
def caddy(deploy: Path, folder: Path, guard: str = "") -> Iterator[str]:
    """Run Caddy on a free port of loopback; yield its address without a path.

    *guard* stands before the imported file.
    """
    program, port = _program("caddy"), _free_port()
    config, pid = folder / "Caddyfile", folder / "caddy.pid"
    config.write_text(_CADDY.format(port=port, guard=guard, snippet=deploy / "Caddyfile"))
    command = [program, "start", "--config", str(config), "--adapter", "caddyfile"]
    _run([*command, "--pidfile", str(pid)], folder)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.kill(int(pid.read_text()), signal.SIGTERM)


SERVERS = {"nginx": nginx, "caddy": caddy}


def _program(name: str) -> str:
    """Return the path of a server; without it the test is skipped, except in CI."""
    found = shutil.which(name, path=_PATH)
    if found is None:
        reason = f"{name} is not installed (Debian: apt-get install nginx-light caddy)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(command: list[str], folder: Path) -> None:
    log = folder / "start.log"
    with log.open("w") as output:
        ran = subprocess.run(
            command,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)},
            timeout=60,
            check=False,
        )
    assert ran.returncode == 0, log.read_text("utf-8")
