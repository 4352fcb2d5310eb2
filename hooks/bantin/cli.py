"""The command ``bantin``: check bulletins, go back, mend encodings, write files for servers."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from bantin.catalogue import Problems
from bantin.dates import VIETNAM
from bantin.fix_encoding import fix_encoding
from bantin.handwritten import MarkdownPages
from bantin.lock import BuildLock
from bantin.moves import lacking
from bantin.own_files import own_file_problems
from bantin.problems import Problem, problem
from bantin.releases import Releases
from bantin.reporters import REPORTERS
from bantin.schema import json_schema
from bantin.server_folder import write_server_files
from bantin.settings import Settings, read_settings
from bantin.siteconfig import (
    ConfigFileError,
    SiteConfig,
    check_markdown,
    locate,
    read_config,
    shown_path,
)
from bantin.source import why
from bantin.workers import processors
from bantin.workshop import Workshop

_CONFIG = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="Tệp cấu hình của trang.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bantin")
def main() -> None:
    """Kiểm tra và quản lý bản tin."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # consoles on Windows may not speak UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command()
@_CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice([*REPORTERS]),
    default="text",
    show_default=True,
    help="Dạng báo cáo.",
)
def check(config_file: Path, form: str) -> None:
    """Kiểm tra mọi bản tin và báo tất cả lỗi trong một lần."""
    problems, count = _check(config_file)
    click.echo(REPORTERS[form](problems, count))
    sys.exit(1 if any(found.is_error for found in problems) else 0)


@main.command()
@_CONFIG
def schema(config_file: Path) -> None:
    """In JSON Schema của phần đầu trang (cho công cụ soạn thảo)."""
    config, settings, problems = _settings(config_file)
    if config is None or settings is None:
        click.echo(REPORTERS["text"](problems, 0), err=True)
        sys.exit(1)
    click.echo(json.dumps(json_schema(settings), ensure_ascii=False, indent=2))


@main.command()
@_CONFIG
def rollback(config_file: Path) -> None:
    """Đưa bản đăng ngay trước trở lại; gọi nữa để lùi thêm, chừng nào còn bản được giữ."""
    try:
        config = read_config(config_file)
        said = _go_back(config)
    except ConfigFileError as error:
        found = problem(Problems.BAD_CONFIG_FILE, error.place, detail=str(error))
        click.echo(REPORTERS["text"]([found], 0), err=True)
        sys.exit(1)
    except OSError as error:
        where = error.filename or config.site_dir
        click.echo(f"Không đọc hoặc ghi được «{where}»: {why(error)}.", err=True)
        sys.exit(1)
    if not said:
        click.echo("Không còn bản đăng nào trước bản này để quay lại.", err=True)
        sys.exit(1)
    click.echo(said)


@main.command()
@_CONFIG
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục để ghi; bỏ trống: thư mục deploy cạnh trang đã dựng.",
)
def headers(config_file: Path, output: Path | None) -> None:
    """Viết tệp cấu hình nginx, Caddy và _headers cho trang đã dựng."""
    config, settings, problems = _settings(config_file)
    if config and settings and not any(found.is_error for found in problems):
        site_dir = config.site_dir.resolve()
        folder = (output or site_dir.parent / "deploy").resolve()
        written, problems = write_server_files(
            site_dir, folder, config.site_url, is_internal=settings.profile == "internal"
        )
        if not problems:
            click.echo("Đã viết:\n" + "\n".join(f"  {shown_path(file)}" for file in written))
            return
    click.echo(REPORTERS["text"](problems, 0), err=True)
    sys.exit(1)


main.add_command(fix_encoding)


def _go_back(config: SiteConfig) -> str:
    """Exchange the site for the release before; return what to say, nothing if there is none."""
    lock = BuildLock(config.file)
    lock.take(lambda: click.echo("Đang đợi một lần dựng khác của trang này xong…", err=True))
    try:
        releases = Releases(config.site_dir.resolve())
        releases.mend()
        if not releases.go_back():
            return ""
    finally:
        lock.release()
    return (
        f"Đã đưa bản đăng ngay trước trở lại; còn lùi được {len(releases.before)} bản nữa.\n"
        "Lần dựng sau lại đăng theo các bản tin hiện có: hãy sửa chúng trước khi dựng."
    )


def _check(config_file: Path) -> tuple[list[Problem], int]:
    config, settings, problems = _settings(config_file)
    if config is None or settings is None:
        return problems, 0
    workshop = Workshop(
        settings=settings,
        config_file=config.file,
        docs_dir=config.docs_dir,
        theme_dir=config.theme_dir,
        markdown=config.markdown,
        now=datetime.now(VIETNAM),
        workers=processors(),
    )
    workshop.load()
    pages = MarkdownPages(config.docs_dir, workshop.renderer)
    workshop.resolve(pages)
    problems += [*workshop.problems, *pages.problems()]
    problems += own_file_problems(filter(None, (config.docs_dir, config.theme_dir)))
    problems += lacking(workshop.book, workshop.moves)
    if later := workshop.when_all_is_published():
        # Else a bulletin would be refused at its time, when nobody looks on.
        later.resolve(pages)
        told = {(found.kind.code, found.place) for found in problems}
        problems += [one for one in later.problems if (one.kind.code, one.place) not in told]
    return sorted(problems, key=lambda found: found.order), workshop.count


def _settings(file: Path) -> tuple[SiteConfig | None, Settings | None, list[Problem]]:
    try:
        config = read_config(file)
        check_markdown(config)
    except ConfigFileError as error:
        return None, None, [problem(Problems.BAD_CONFIG_FILE, error.place, detail=str(error))]
    settings, problems = read_settings(config.settings, lambda path: locate(config.file, path))
    if not config.site_url:
        problems.append(problem(Problems.NO_SITE_URL, locate(config.file, ("site_url",))))
    return config, settings, problems
