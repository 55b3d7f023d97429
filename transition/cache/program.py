"""What tells one state of the program from another: the text of its rooms and the versions of its libraries."""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_DISTRIBUTION = "iso9001-transition"
_TEXTS = frozenset({".py", ".toml", ".json", ".j2", ".css", ".js", ".html", ".xml", ".docx", ".csv", ".svg"})


@cache
def fingerprint(*rooms: str) -> str:
    """Return a hash of all that decides what the named rooms (folders or files of the package) make.

    Without a name it is the whole package. A change of any byte of them, of a library or of Python changes it.
    """
    total = hashlib.sha256(f"{platform.python_implementation()} {sys.version_info[:3]} {_libraries()}".encode())
    for file in sorted({f for room in rooms or (".",) for f in _files(_PACKAGE / room)}):
        total.update(f"\0{file.relative_to(_PACKAGE).as_posix()}\0".encode() + file.read_bytes())
    return total.hexdigest()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [f for f in place.rglob("*") if f.suffix in _TEXTS and "_clause_maps" not in f.parts]


@cache
def _libraries() -> str:
    """Return the libraries the program stands on, with their versions."""
    try:
        names = [line.split(";")[0] for line in requires(_DISTRIBUTION) or () if "extra ==" not in line]
    except PackageNotFoundError:
        return ""
    found = []
    for line in names:
        name = line.split("[")[0].strip()
        for mark in "<>=!~ (":
            name = name.split(mark)[0]
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return "; ".join(sorted(found))
