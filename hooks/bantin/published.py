"""The published site, read back."""

from collections.abc import Iterator, Mapping
from pathlib import Path


class PublishedFolder(Mapping[str, bytes]):
    """The files of a folder of the published site by their names, read when they are asked for."""

    def __init__(self, folder: Path, names: Mapping[str, object]) -> None:
        """Let it have the files of these *names*."""
        self._folder = folder
        self._names = names

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self._folder / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
