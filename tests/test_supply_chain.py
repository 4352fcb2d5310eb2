"""What the site is built from: locked libraries, pinned actions, a bill of materials."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from bantin.reporters import REPORTERS
from tests.site_builder import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt")
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,.-]+\])?==(?P<version>[^\s;]+)", re.MULTILINE)


def _name(file: Path) -> str:
    return file.name


def _jobs(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    return found


def _steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in _jobs(file).values():
        yield from job["steps"]


def _commands(script: list[str]) -> list[str]:
    return [line.strip() for part in script for line in part.splitlines() if line.strip()]


def _github_commands(file: Path) -> list[str]:
    return _commands([step["run"] for step in _steps(file) if "run" in step])


def _gitlab() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(GITLAB.read_text("utf-8"))
    return found


def test_there_are_workflows_to_check_and_to_publish() -> None:
    """A pull request is checked; what is merged and what is due is published."""
    events = {file.stem: yaml.safe_load(file.read_text("utf-8"))[True] for file in WORKFLOWS}
    assert {name: {*found} for name, found in events.items()} == {
        "check": {"pull_request"},
        "publish": {"push", "schedule", "workflow_dispatch"},
    }


@pytest.mark.parametrize("file", WORKFLOWS, ids=_name)
def test_actions_are_pinned_to_a_commit(file: Path) -> None:
    """A tag can be moved to other code, the hash of a commit cannot; the version stands beside."""
    used = [step["uses"] for step in _steps(file) if "uses" in step]
    assert used
    for action in used:
        assert _PINNED.fullmatch(action), action
    lines = [line for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert all(re.search(r" # v\d+\.\d+\.\d+$", line) for line in lines), lines


@pytest.mark.parametrize("file", WORKFLOWS, ids=_name)
def test_a_workflow_may_do_no_more_than_it_must(file: Path) -> None:
    """No permission but those of a job, no secrets, no token left in the working copy."""
    text = file.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    allowed = {"contents": "read", "pages": "write", "id-token": "write"}
    for name, job in _jobs(file).items():
        assert job["permissions"].items() <= allowed.items(), name
        assert job["timeout-minutes"] <= 60
        runs_code = any("run" in step for step in job["steps"])
        assert not (runs_code and "write" in job["permissions"].values()), name
    for step in _steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "what somebody wrote becomes a command"


def test_the_image_of_gitlab_is_pinned() -> None:
    """An image is named by the hash of its content."""
    assert re.fullmatch(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}", _gitlab()["default"]["image"])


def test_every_way_installs_what_is_locked() -> None:
    """Libraries are installed by their hashes, and this package without any other."""
    ways = [*map(_github_commands, WORKFLOWS), _commands(_gitlab()["default"]["before_script"])]
    for commands in ways:
        installs = [line for line in commands if "pip install" in line]
        if installs:
            assert installs == [
                "python -m pip install --require-hashes -r requirements.txt",
                "python -m pip install --no-deps --no-build-isolation -e .",
            ]
    assert any("pip install" in line for commands in ways for line in commands)


def test_the_commands_of_the_workflows_are_ours() -> None:
    """Each way checks and builds strictly, and names reports that there are."""
    gitlab = _gitlab()
    commands = [line for file in WORKFLOWS for line in _github_commands(file)]
    commands += _commands([*gitlab["check"]["script"], *gitlab["pages"]["script"]])
    forms = {form for line in commands for form in re.findall(r"--format (\w+)", line)}
    assert forms == {"github", "gitlab"}
    assert forms <= REPORTERS.keys()
    builds = [line for line in commands if line.startswith("mkdocs build")]
    assert len(builds) == 4
    assert all("--strict" in line for line in builds)


def test_gitlab_checks_merge_requests_and_publishes_the_default_branch_alone() -> None:
    """What is not merged is never published."""
    found = _gitlab()
    merge, default = '$CI_PIPELINE_SOURCE == "merge_request_event"', "$CI_COMMIT_BRANCH"
    assert [rule["if"] for rule in found["check"]["rules"]] == [merge]
    assert [rule["if"] for rule in found["pages"]["rules"]] == [f"{default} == $CI_DEFAULT_BRANCH"]
    assert found["pages"]["artifacts"]["paths"] == ["public"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_library_has_hashes_and_no_index(name: str) -> None:
    """The lock says what is installed, not from where."""
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert _LOCKED.match(entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
    assert "--index-url" not in text


def test_what_the_package_needs_is_locked() -> None:
    """Each dependency of pyproject.toml is in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=\[; ]", one)[0].lower() for one in project["dependencies"]}
    locked = {name for name, _version in _locked("requirements.txt")}
    assert named <= locked
    assert locked <= {name for name, _version in _locked("requirements-dev.txt")}


def _locked(name: str) -> set[tuple[str, str]]:
    text = (ROOT / name).read_text("utf-8")
    return {(match["name"].lower(), match["version"]) for match in _LOCKED.finditer(text)}


def test_the_bill_of_materials_is_valid_and_whole(tmp_path: Path) -> None:
    """``make sbom`` writes valid CycloneDX that lists each locked library, the same each time."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    found = re.search(r"-m cyclonedx_py (.*) -o \S+ (\S+)$", makefile, re.MULTILINE)
    assert found
    written = []
    for file in (tmp_path / "a.json", tmp_path / "b.json"):
        options = [*found[1].split(), "-o", str(file), found[2]]
        subprocess.run(
            [sys.executable, "-m", "cyclonedx_py", *options],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        written.append(file.read_text("utf-8"))
    assert written[0] == written[1]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written[0]) is None
    listed = yaml.safe_load(written[0])
    components = {(one["name"].lower(), one["version"]) for one in listed["components"]}
    assert components == _locked("requirements.txt")
    assert listed["metadata"]["component"]["name"] == "bantin"
    assert str(ROOT) not in written[0]
