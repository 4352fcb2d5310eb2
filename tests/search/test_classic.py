"""ES modules as one classic script."""

import subprocess
from pathlib import Path

import pytest

from bantin.search.classic import classic_script

MODULES = {
    "view.js": 'import { hit as shown, best } from "./a/engine.js";\nconsole.log(shown(), best);\n',
    "a/engine.js": (
        '/**\n * Comment.\n */\nimport {\n  one,\n} from "../one.js";\n'
        "// a line of comment\nexport const best = `two\n  lines`;\n"
        "export function hit() {\n  return one; // kept\n}\n"
    ),
    "one.js": "export const one = 1;\nconst hidden = 2;\n",
}


def run(script: str, tmp_path: Path) -> str:
    path = tmp_path / "script.cjs"
    path.write_text(script, encoding="utf-8")
    return subprocess.run(["node", path], check=True, capture_output=True, text=True).stdout


def test_modules_run_as_one_script(tmp_path: Path) -> None:
    """Imports are bound, names stay apart, templates keep their blanks."""
    assert run(classic_script(MODULES, "view.js"), tmp_path) == "1 two\n  lines\n"


def test_what_the_entry_exports_is_global(tmp_path: Path) -> None:
    """A script has no exports, so those of the entry become globals."""
    script = classic_script(MODULES, "a/engine.js") + "console.log(globalThis.hit());"
    assert run(script, tmp_path) == "1\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("export default 1;\n", "not a form"),
        ('import * as all from "./one.js";\n', "not a form"),
        ('import("./one.js");\n', "not a form"),
        ('import { x } from "./none.js";\n', r"imports none\.js, which is not there"),
        ('import { x } from "./view.js";\n', "in a circle"),
    ],
)
def test_other_forms_are_refused(source: str, message: str) -> None:
    """A form that is not understood is an error that names the module, never a wrong script."""
    with pytest.raises(ValueError, match=message):
        classic_script({**MODULES, "view.js": source}, "view.js")


def test_the_engine_is_one_script(tmp_path: Path) -> None:
    """The modules of the engine keep to the forms that a classic script can have."""
    folder = Path(__file__).parents[2] / "overrides/assets/javascripts/search"
    modules = {path.name: path.read_text("utf-8") for path in folder.glob("*.js")}
    script = classic_script(modules, "engine.js") + "console.log(typeof globalThis.open);"
    assert run(script, tmp_path) == "function\n"


def test_javascript_tests_pass() -> None:
    """The tests written in JavaScript pass, and every module parses."""
    here = Path(__file__).parent
    subprocess.run(["node", "--test", here / "container.test.mjs"], check=True, capture_output=True)
    for path in (here.parents[1] / "overrides/assets/javascripts/search").glob("*.js"):
        subprocess.run(["node", "--check", path], check=True)
