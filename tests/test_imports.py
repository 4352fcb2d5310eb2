"""The order of the library: who may import whom, and who may look outside."""

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site_builder import ROOT

LIBRARY = ROOT / "hooks" / "bantin"

# From the ground up: a module imports only from layers below its own, or from its own package.
LAYERS = (
    {
        "problems",
        "text",
        "progress",
        "syllables",
        "codepages",
        "lookalikes",
        "secrecy_mentions",
        "secrecy_typing",
    },
    {
        "catalogue",
        "dates",
        "files",
        "html_policy",
        "plain_markdown",
        "svg_policy",
        "tangles",
        "time_limit",
        "workers",
        "lock",
        "published",
        "waiting",
        "exchange",
        "number_rules",
        "api",
        "spreadsheet",
        "letter_case",
        "secrecy_context",
        "secrecy_shown",
        "binary_text",
        "body_places",
        "xml_text",
    },
    {"encodings", "html_watch", "limits"},
    {
        *("reporters", "source", "rules", "recoding", "attachment_check"),
        *("page_policy", "serving", "secrecy", "document_text"),
    },
    {"circulation_marks", "secrecy_names"},
    {"secrecy_gate"},
    {"number", "settings", "shelf", "trees", "fix_encoding", "addresses"},
    {"number_slips", "number_meaning", "inspections"},
    {"diagnosis", "search", "citations"},
    {"parse", "siteconfig", "validation", "key_names"},
    {"document_reference", "folder_check"},
    {"schema"},
    {"facts"},
    {"bulletin", "body"},
    {"bulletin_reader", "graph"},
    {"reading"},
    {"kept"},
    {"readings"},
    {"gate"},
    {"graph_check", "handwritten", "citation_text", "own_files"},
    {"corpus"},
    {"attached"},
    {"links", "load", "changes"},
    {"views", "output", "feed", "ledger", "releases"},
    {"citing_heads", "moves"},
    {"citing", "paging"},
    {"model", "reference", "occasions", "standing", "letter"},
    {"metadata", "ics", "diagram", "feed_entries"},
    {"memory"},
    {"workshop"},
    {"outputs"},
    {"plan"},
    {"publish", "server_folder"},
    {"cli"},
    {"__main__"},
)

# Whoever touches the disk, and why.
DISK = {
    "source": "reads what editors write",
    "siteconfig": "reads mkdocs.yml for the command line, where MkDocs is not running",
    "folder_check": "looks for links in docs/ and in the theme's own templates",
    "handwritten": "reads docs/ for the command line, for what its pages hold",
    "own_files": "reads templates and stylesheets that operators add",
    "publish": "writes what is new of the site",
    "releases": "keeps the published site and those before it",
    "trees": "compares trees of files, and makes one from another",
    "exchange": "puts one in the place of another",
    "ledger": "remembers what was published",
    "addresses": "reads and writes the book of addresses, which editors commit",
    "lock": "keeps two builds apart",
    "published": "reads the published index of the search back",
    "shelf": "keeps what was read from one build to the next",
    "rules": "reads the package's own data files",
    "number_rules": "the same",
    "syllables": "the same",
    "codepages": "the same",
    "fix_encoding": "saves files of old character sets as UTF-8",
    "serving": "the same",
    "server_folder": "writes the files for web servers",
    "cli": "is the command line",
}
DISK_CALLS = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "rmtree", "unlink"),
    *(
        "iterdir",
        "rglob",
        "glob",
        "is_file",
        "is_dir",
        "exists",
        "stat",
        "listdir",
        "walk",
        "scandir",
    ),
}
WORLD = {"random", "secrets", "socket", "ssl", "urllib.request", "http", "requests", "subprocess"}
CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.monotonic",
}
SURROUNDINGS = {"os.environ", "os.getenv", "os.urandom", "locale.getlocale", "platform.node"}


def _modules() -> dict[str, Path]:
    found = {}
    for path in sorted(LIBRARY.rglob("*.py")):
        name = ".".join(path.relative_to(LIBRARY).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    found.pop("__init__")
    return found


MODULES = _modules()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name their package in full"
            if node.module in ("bantin", "bantin.outputs", "bantin.search"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def _own(path: Path) -> Iterator[str]:
    """Yield the modules of the library that a file imports."""
    for name in _imports(path):
        below = name.removeprefix("bantin.")
        if name.startswith("bantin.") and (below in MODULES or below.partition(".")[0] in MODULES):
            yield below if below in MODULES else below.partition(".")[0]


def _layer(module: str) -> int:
    for candidate in (module, module.partition(".")[0]):
        for index, layer in enumerate(LAYERS):
            if candidate in layer:
                return index
    pytest.fail(f"{module} has no layer: say where it belongs")


def test_the_library_knows_no_site_generator() -> None:
    """Neither MkDocs nor ProperDocs is imported anywhere in the library."""
    for name, path in MODULES.items():
        roots = {imported.partition(".")[0] for imported in _imports(path)}
        assert not roots & {"mkdocs", "properdocs", "material"}, name


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    """A module imports only what lies below it."""
    package = module.partition(".")[0]
    for imported in _own(MODULES[module]):
        if imported.partition(".")[0] != package or package == imported:
            assert _layer(imported) < _layer(module), f"{module} imports {imported}"


def test_no_module_imports_itself_through_others() -> None:
    """Inside a package, too, imports make no circle."""
    edges = {name: {*_own(path)} - {name} for name, path in MODULES.items()}
    left = dict(edges)
    while free := [name for name, below in left.items() if not below & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def test_outputs_never_import_one_another() -> None:
    """Each kind of output stands alone; what two share lies below them."""
    for name, path in MODULES.items():
        if name.startswith("outputs."):
            assert [imported for imported in _own(path) if imported.startswith("outputs")] == []


def _calls(path: Path) -> Iterator[str]:
    """Yield the name of each method, and each function of Python's own, that a file calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name) and hasattr(builtins, node.func.id):
                yield node.func.id


def _dotted(path: Path) -> Iterator[str]:
    """Yield each `name.attribute` of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


@pytest.mark.parametrize("module", MODULES)
def test_only_a_few_touch_the_disk(module: str) -> None:
    """Files are opened, listed and written only by the modules that are there for it."""
    if module not in DISK:
        uses = DISK_CALLS.intersection(_calls(MODULES[module])) - _asked_of_the_library(module)
        assert uses == set()


def _asked_of_the_library(module: str) -> set[str]:
    """Return what a module may ask of the folder of bulletins, or of an archive in memory."""
    asked = {"load": {"is_dir"}, "workshop": {"is_dir"}, "attachment_check.zipped": {"open"}}
    return asked.get(module, set())


@pytest.mark.parametrize("module", [name for name in MODULES if name not in ("cli", "__main__")])
def test_nothing_below_the_command_line_looks_at_the_world(module: str) -> None:
    """No clock, no environment, no network, no chance: all that is an argument."""
    path = MODULES[module]
    assert {name for name in _imports(path) if {name, name.partition(".")[0]} & WORLD} == set()
    assert (CLOCKS | SURROUNDINGS).intersection(_dotted(path)) == set()


def test_the_hook_is_the_only_file_beside_the_library() -> None:
    """MkDocs is given one hook file; all else is in the package."""
    assert [path.name for path in (ROOT / "hooks").glob("*.py")] == ["site.py"]
