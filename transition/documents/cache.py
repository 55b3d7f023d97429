"""Conversions kept from run to run in the user's cache folder, found by the content they were made from.

``TRANSITION_CACHE`` names another folder. An entry carries the hash of its key and content, so that one which is cut
short, damaged or put under another name is noticed and made anew. Without a folder to write to, nothing is kept and
nothing fails.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

_NAME: Final = "iso9001-transition"
_DIGEST: Final = 32


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


def get(key: str) -> bytes | None:
    """Return what is kept under a key, ``None`` if nothing is, or nothing that can be trusted."""
    file = _file(key)
    try:
        stored = file.read_bytes() if file else b""
    except OSError:
        return None
    digest, data = stored[:_DIGEST], stored[_DIGEST:]
    return data if data and digest == _seal(key, data) else None


def put(key: str, data: bytes) -> None:
    """Keep ``data`` under a key: written beside its place and moved there, so that no reader sees half of it."""
    file = _file(key)
    if file is None:
        return
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_seal(key, data) + data)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)


def _file(key: str) -> Path | None:
    folder = user_folder()
    name = hashlib.sha256(key.encode()).hexdigest()[:40]
    return folder / "converted" / name[:2] / name if folder else None


def _seal(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + data).digest()
