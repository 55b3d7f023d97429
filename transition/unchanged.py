"""Whether anything has changed since the last run into a folder, found out without the work of a run.

A run leaves in the cache what it was made from and what it left behind, as hashes. If all of it is still so, another
run would write the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transition.asked import Settings
from transition.cache import Cache, fingerprint, from_bytes, key_of, to_bytes
from transition.clauses import load_profile
from transition.documents import find_files, made_from
from transition.model import ClausePack, Problem

RUNS = "runs"
_ALSO_READ = ("gap-workbook*.xlsx", "worksheets/*.docx", "register.json", "changes.json", "trend.csv")
"""What a run reads from its output folder, beside what the run before wrote there."""
_PASSING = frozenset(
    {
        "cloud-placeholder",
        "conversion-failed",
        "conversion-too-slow",
        "document-crashed",
        "document-too-slow",
        "file-not-found",
        "file-not-opened",
        "libreoffice-broken",
        "output-locked",
        "reading-failed",
        "too-large",
    }
)
"""Problems that another run might not have, because what caused them may be gone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What people are told at the end of a run: counts, verdicts in force, problems, and the names of the files.

    ``problems`` are the register's, ``beside`` those of writing the reports.
    """

    read: int
    failed: int
    skipped: int
    verdicts: Mapping[str, int]
    problems: tuple[Problem, ...]
    beside: tuple[Problem, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a run was made from, what it told, and the hashes of the files it left, by name.

    ``typed`` says whether these files hold any word of a person.
    """

    made_from: str
    told: Told
    files: Mapping[str, str]
    typed: bool


def origin(
    paths: Sequence[Path], pack: ClausePack, settings: Settings, more: Iterable[object], files: Iterable[Path]
) -> str:
    """Return a hash of all that a run is made from, "" if that cannot be told for sure.

    ``more`` are further settings, ``files`` further files whose content counts; they need not be there.
    """
    found, problems = find_files(paths)
    documents = [(file.name, *made_from(file.path)) for file in found]
    if not all(sha256 for _, sha256, _ in documents):
        return ""
    profile = repr(load_profile(settings.profile))
    others = [_hash(file) for file in files]
    return key_of(fingerprint(), pack.sha256, profile, settings, documents, problems, list(more), others)


def last(cache: Cache, out: Path) -> Standing | None:
    """Return what is known of the last run into ``out``."""
    data = cache.get(RUNS, _key(out))
    return from_bytes(Standing, data) if data else None


def told_again(standing: Standing | None, out: Path, made_from: str) -> Told | None:
    """Return what the last run into ``out`` told, if nothing has changed since; else ``None``."""
    if standing is None or not made_from or standing.made_from != made_from:
        return None
    return standing.told if _files(out, standing.told.files) == standing.files else None


def untyped(standing: Standing | None, out: Path, files: Iterable[Path]) -> frozenset[Path]:
    """Return those of ``files`` below ``out`` that are as the last run wrote them and hold no word of a person."""
    if standing is None or standing.typed:
        return frozenset()
    return frozenset(f for f in files if standing.files.get(f.relative_to(out).as_posix(), "") == _hash(f) != "")


def keep(cache: Cache, out: Path, made_from: str, told: Told, *, typed: bool) -> None:
    """Keep what a run was made from and what it left.

    Where another run might come out differently, what it was made from is left out.
    """
    passing = any(p.code in _PASSING for p in (*told.problems, *told.beside))
    standing = Standing("" if passing else made_from, told, _files(out, told.files), typed)
    cache.put(RUNS, _key(out), to_bytes(standing))


def _key(out: Path) -> str:
    return str(out.resolve())


def _files(out: Path, delivered: Iterable[str]) -> dict[str, str]:
    """Return the hashes of the files a run wrote into ``out`` or reads from there."""
    found: set[Path] = set()
    for name in delivered:
        place = out / name
        found |= {f for f in place.rglob("*") if f.is_file()} if place.is_dir() else {place}
    for pattern in _ALSO_READ:
        found.update(out.glob(pattern))
    return {f.relative_to(out).as_posix(): _hash(f) for f in sorted(found)}


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return ""
