"""Deliverables appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_bytes(path: Path, data: bytes) -> bool:
    """Put ``data`` at ``path`` in one step and return whether anything changed.

    Missing folders are created. A file that already holds these bytes is left alone, its time stamp too.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == data:
        return False
    # The process number keeps two runs into one folder from writing into each other's half-made file.
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def write_text(path: Path, text: str) -> bool:
    """Put ``text`` at ``path`` as UTF-8 with its line ends unchanged; return whether anything changed."""
    return write_bytes(path, text.encode("utf-8"))
