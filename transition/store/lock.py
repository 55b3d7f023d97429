"""One program at a time works on a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transition.errors import InputError

LOCK = ".transition.lock"
PATIENCE = 5.0
"""Seconds to wait for another program before giving up."""


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the project in ``folder`` for this program; ``InputError`` if another one holds it.

    The system lets go of the lock when the program ends, however it ends.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise InputError("project-in-use", folder=folder) from None
    except OSError as fault:
        raise InputError("project-not-writable", folder=folder, fault=fault.strerror or fault) from None
    try:
        yield
    finally:
        lock.release()
