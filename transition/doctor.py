"""What the program finds on this machine, and what it costs where something is missing."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from transition.documents import office

_DISTRIBUTION = "iso9001-transition"
_FONT_PLACES = (
    Path("C:/Windows/Fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("/usr/share/fonts"),
    Path.home() / ".fonts",
)
_FONTS = ("times", "arial", "calibri", "dejavu", "noto", "liberation", "segoe", "tahoma")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for; ``name`` and ``cost`` are entries of ``messages/…/cli.toml`` below ``doctor``."""

    name: str
    found: bool
    needed: bool
    cost: str = ""
    details: dict[str, str] = field(default_factory=dict)


def checks() -> Iterator[Check]:
    """Yield what was looked for, the needed things first."""
    yield Check("python", found=True, needed=True, details={"version": platform.python_version()})
    for name in _needed():
        try:
            yield Check("package", found=True, needed=True, details={"name": name, "version": version(name)})
        except PackageNotFoundError:
            details = {"name": name, "version": ""}
            yield Check("package", found=False, needed=True, cost="package-cost", details=details)
    yield from _packs()
    yield Check("libreoffice", found=office() is not None, needed=False, cost="libreoffice-cost")
    yield Check("pdf", found=find_spec("weasyprint") is not None, needed=False, cost="pdf-cost")
    yield Check("fonts", found=_fonts(), needed=False, cost="fonts-cost")


def _needed() -> list[str]:
    try:
        listed = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:  # run from a folder that was never installed
        return []
    plain = [line.split(";")[0] for line in listed if "extra ==" not in line]
    return sorted({"".join(c for c in _until(line, "<>=!~ [") if c) for line in plain}, key=str.lower)


def _until(text: str, stops: str) -> str:
    return next((text[:i] for i, c in enumerate(text) if c in stops), text)


def _packs() -> Iterator[Check]:
    from transition.clauses import available_packs, load_pack
    from transition.errors import PackError

    for name in available_packs():
        try:
            pack = load_pack(name)
        except PackError as error:
            details = {"name": name, "fault": str(error)}
            yield Check("pack-broken", found=False, needed=True, details=details)
        else:
            yield Check("pack", found=True, needed=True, details={"name": name, "version": pack.version})


def _fonts() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    files = (f for place in _FONT_PLACES if place.is_dir() for f in place.rglob("*.[to]tf"))
    return any(f.name.lower().startswith(_FONTS) for f in files)
