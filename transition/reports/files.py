"""Deliverables appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from transition.model import Problem

KEPT = "reviewed"
"""The folder that keeps what people made of deliverables before these are written anew."""
_SECOND_NAMES = 99


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


def keep_copy(path: Path, out: Path) -> Problem:
    """Copy a deliverable of ``out`` that a person worked on into the folder ``reviewed``, and say so."""
    data = path.read_bytes()
    inside = path.relative_to(out)
    copy = out / KEPT / inside.with_stem(f"{inside.stem}-{hashlib.sha256(data).hexdigest()[:8]}")
    write_bytes(copy, data)
    details = {"file": inside.as_posix(), "copy": copy.relative_to(out).as_posix()}
    return Problem("output-kept", "info", inside.as_posix(), details)


def under_a_free_name(path: Path, write: Callable[[Path], object], problems: list[Problem]) -> Path:
    """Write a deliverable, under a second name where another program holds the first open, and return its path."""
    for number in range(1, _SECOND_NAMES):
        target = path if number == 1 else path.with_stem(f"{path.stem} ({number})")
        try:
            write(target)
        except PermissionError:
            continue
        if target != path:
            problems.append(Problem("output-locked", "warning", path.name, {"file": path.name, "second": target.name}))
        return target
    raise PermissionError(path)
