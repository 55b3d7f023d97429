"""Which files of an output folder are still what they would be made into, so that they need not be made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from transition.cache.entries import Cache
from transition.cache.records import from_bytes, to_bytes

_KIND = "made"


@dataclass(slots=True)
class Made:
    """What the files below ``folder`` were made from, as far as it is known; ``close`` keeps it for the next run."""

    cache: Cache
    folder: Path
    _known: dict[str, tuple[str, str]] = field(default_factory=dict)
    _now: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Recall what the last run kept."""
        data = self.cache.get(_KIND, self._key)
        self._known = (from_bytes(dict[str, tuple[str, str]], data) if data else None) or {}

    def is_current(self, file: Path, origin: str) -> bool:
        """Return whether ``file`` holds, byte for byte, what was once made from ``origin``."""
        name = file.relative_to(self.folder).as_posix()
        known = self._known.get(name)
        try:
            same = known is not None and known[0] == origin and known[1] == _hash(file.read_bytes())
        except OSError:
            return False
        if same and known is not None:
            self._now[name] = known
        return same

    def note(self, file: Path, origin: str, data: bytes) -> None:
        """Remember that ``data`` was made from ``origin`` and written to ``file``."""
        self._now[file.relative_to(self.folder).as_posix()] = (origin, _hash(data))

    def close(self) -> None:
        """Keep what was noted; without a note what was kept before stays."""
        if self._now and self._now != self._known:
            self.cache.put(_KIND, self._key, to_bytes(self._known | self._now))

    @property
    def _key(self) -> str:
        return str(self.folder.resolve())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
