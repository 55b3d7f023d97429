"""Entries in files, each with the hash of its key and content: cut, damaged or misplaced ones are noticed.

``TRANSITION_CACHE`` names another folder. Without a folder to write to, nothing is kept and nothing fails.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NAME: Final = "iso9001-transition"
_DIGEST: Final = 32
_NEW: Final = ".new"
_DAY: Final = 86_400.0
_SEEN_AGAIN: Final = _DAY
"""An entry that is read is marked as used at most once in so many seconds."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How many entries of one kind there are, and their size in bytes."""

    kind: str
    entries: int
    size: int


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries below ``folder``, by kind and key; with ``None`` nothing is kept.

    Safe for many programs at once: an entry is written beside its place and moved there whole, and one key always
    means the same content.
    """

    folder: Path | None

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept under a key, ``None`` if nothing is, or nothing that can be trusted."""
        file = self._file(kind, key)
        try:
            stored = file.read_bytes() if file else b""
        except OSError:
            return None
        digest, data = stored[:_DIGEST], stored[_DIGEST:]
        if not file or not data or digest != _seal(kind, key, data):
            return None
        _mark_used(file)
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep ``data`` under a key; where that cannot be done, nothing is kept."""
        file = self._file(kind, key)
        if file is None:
            return
        with contextlib.suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", suffix=_NEW, dir=file.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(_seal(kind, key, data) + data)
                Path(name).replace(file)
            finally:
                Path(name).unlink(missing_ok=True)

    def has(self, kind: str, key: str) -> bool:
        """Return whether there is an entry under a key, sound or not."""
        file = self._file(kind, key)
        return file is not None and file.is_file()

    def usage(self) -> list[Usage]:
        """Return what is kept, by kind."""
        found: dict[str, list[int]] = {}
        for kind, _, status in self._entries():
            found.setdefault(kind, []).append(status.st_size)
        return [Usage(kind, len(sizes), sum(sizes)) for kind, sizes in sorted(found.items())]

    def prune(self, days: float) -> list[Usage]:
        """Remove entries not used for ``days`` days and leftovers of killed programs; return what was removed."""
        gone: dict[str, list[int]] = {}
        now = time.time()
        for kind, file, status in self._entries():
            # A file that is being written now is never older than some minutes.
            limit = min(days, 1) if file.name.endswith(_NEW) else days
            if now - status.st_mtime >= limit * _DAY:
                with contextlib.suppress(OSError):
                    file.unlink()
                    gone.setdefault(kind, []).append(status.st_size)
        return [Usage(kind, len(sizes), sum(sizes)) for kind, sizes in sorted(gone.items())]

    def _entries(self) -> Iterator[tuple[str, Path, os.stat_result]]:
        """Yield kind, file and status of what this program wrote; anything else in the folder is left alone."""
        if self.folder is None:
            return
        for file in self.folder.glob("*/[0-9a-f][0-9a-f]/*"):
            if _is_ours(file):
                with contextlib.suppress(OSError):
                    yield file.parent.parent.name, file, file.stat()

    def _file(self, kind: str, key: str) -> Path | None:
        name = hashlib.sha256(key.encode()).hexdigest()[:40]
        return self.folder / kind / name[:2] / name if self.folder else None


def user_cache() -> Cache:
    """Return the cache of the user who runs the program."""
    return Cache(user_folder())


def user_folder() -> Path | None:
    """Return where programs keep what they can make again, ``None`` where the user has no home."""
    given = os.environ.get("TRANSITION_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local, _NAME, "Cache") if local else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / _NAME
    named = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return (named if named.is_absolute() else home / ".cache") / _NAME


def _is_ours(file: Path) -> bool:
    name = file.name
    entry = len(name) == 40 and not set(name) - set("0123456789abcdef")  # noqa: PLR2004 - as _file names them
    return entry or (name.startswith(".") and name.endswith(_NEW))


def _mark_used(file: Path) -> None:
    """Let ``prune`` see that an entry is in use."""
    with contextlib.suppress(OSError):
        if time.time() - file.stat().st_mtime > _SEEN_AGAIN:
            os.utime(file)


def _seal(kind: str, key: str, data: bytes) -> bytes:
    return hashlib.sha256(f"{kind}\0{key}\0".encode() + data).digest()
