"""Settings: the bytes of a mkdocs.yml, and what ``bantin check`` makes of it."""

from pathlib import Path

from bantin.body import Renderer
from bantin.cli import _settings
from bantin.settings import Settings
from tests.fuzz.invariants import check_problems


class SettingsOfBytes:
    """A configuration file that is whatever bytes it is called with."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "mkdocs.yml"

    def __call__(self, data: bytes) -> None:
        """Read the settings. Raises where an invariant is broken."""
        self.file.write_bytes(data)
        config, settings, problems = _settings(self.file)
        text = data.decode("utf-8-sig", "replace")
        check_problems(problems, self.file.as_posix(), "\n".join(text.splitlines()))
        if settings is None:
            assert any(found.is_error for found in problems), "refused without a word"
            return
        assert config
        assert Settings.model_validate(settings.model_dump()) == settings
        assert settings.registry.codes
        Renderer(*config.markdown).render("Chữ **đậm**.")
