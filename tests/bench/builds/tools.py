"""The peers' programs, in a virtual environment of the benchmark's own."""

import subprocess
import sys
from functools import cached_property
from importlib.metadata import distributions
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
LIMIT = 900  # seconds that setting up may take


class Tools:
    """A virtual environment with what ``requirements.txt`` names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def set_up(self) -> None:
        """Install what is wanted, unless that was done already."""
        stamp, wanted = self.folder / "installed.txt", REQUIREMENTS.read_text("utf-8")
        if stamp.exists() and stamp.read_text("utf-8") == wanted:
            return
        self._run([sys.executable, "-m", "venv", str(self.folder)])
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        self._run([str(self.python), *install, "-r", str(REQUIREMENTS)])
        stamp.write_text(wanted, "utf-8")

    @cached_property
    def packages(self) -> Path:
        """Return the folder that the packages are in."""
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        return Path(self._run([str(self.python), "-c", ask]).strip())

    # The programs themselves, without the start of a Python that would only call them.

    @property
    def hugo(self) -> str:
        """Return the path of Hugo."""
        return str(next((self.packages / "hugo" / "binaries").glob("hugo*")))

    @property
    def pagefind(self) -> str:
        """Return the path of Pagefind."""
        return str(next((self.packages / "pagefind_bin").glob("pagefind*")))

    def versions(self) -> dict[str, str]:
        """Return the versions of the peers."""
        wanted = {"hugo", "pagefind", "mkdocs-material", "mkdocs-rss-plugin", "pelican"}
        found = distributions(path=[str(self.packages)])
        return {one.name: one.version for one in found if one.name.lower() in wanted}

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command, check=True, timeout=LIMIT, stdout=subprocess.PIPE, encoding="utf-8"
        )
        return done.stdout
