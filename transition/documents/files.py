"""Which files are to be read: folders are searched, kinds that cannot be read are named."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from transition.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READ: Final = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".rtf", ".odt"})
_TEMPORARY: Final = frozenset(
    {".tmp", ".temp", ".bak", ".swp", ".crdownload", ".part", ".partial", ".lnk", ".wbk", ".asd"}
)
_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx"})
_PLACEHOLDER: Final = ".icloud"
_OUTPUTS: Final = ("register.json", "passages.jsonl")
_SHEETS: Final = "worksheets/clause-*.docx"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read and the name people know it by: its path below the given folder, with ``/``."""

    path: Path
    name: str


def find_files(paths: Sequence[Path]) -> tuple[list[FoundFile], list[Problem]]:
    """Return the files to read, sorted by name, and what is missing or of another kind.

    Hidden, temporary and owner files of Word (``~$…``) are left out without a word, and so are the folders of reports
    that earlier runs left among the documents.
    """
    found: list[tuple[str, FoundFile]] = []
    problems: list[Problem] = []
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        if not path.exists():
            problems.append(Problem("file-not-found", "error", str(given).replace(os.sep, "/")))
            continue
        label = path.resolve().name or "input"
        for file, name in _walk(path):
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            if _is_placeholder(file.name):
                original = name.rpartition("/")[0] + "/" + file.name[1 : -len(_PLACEHOLDER)]
                problems.append(Problem("cloud-placeholder", "error", original.lstrip("/")))
            elif file.suffix.lower() in READ:
                found.append((label, FoundFile(file, name)))
            else:
                problems.append(Problem("skipped-file-type", "info", name, {"type": file.suffix.lower() or file.name}))
    return _unique(found), sorted(problems, key=lambda p: (p.code, p.document))


def _walk(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        if not _ignored(path.name) or _is_placeholder(path.name):
            yield path, path.name
        return
    for folder, folders, files in os.walk(path, followlinks=False):
        kept = (f for f in folders if not (_ignored(f) or _is_hidden(Path(folder, f)) or _is_output(Path(folder, f))))
        folders[:] = sorted(kept)
        for file in sorted(files):
            full = Path(folder, file)
            if _is_placeholder(file) or not (_ignored(file) or _is_hidden(full)):
                yield full, full.relative_to(path).as_posix()


def _ignored(name: str) -> bool:
    low = name.lower()
    return low.startswith((".", "~$", "~wrl")) or low in _SYSTEM or Path(low).suffix in _TEMPORARY


def _is_output(folder: Path) -> bool:
    """Say whether an earlier run left its reports here: worksheets and annotated copies are no procedures."""
    return all((folder / name).is_file() for name in _OUTPUTS) or any(folder.glob(_SHEETS))


def _is_placeholder(name: str) -> bool:
    return (
        name.startswith(".")
        and name.lower().endswith(_PLACEHOLDER)
        and Path(name[: -len(_PLACEHOLDER)]).suffix.lower() in READ
    )


def _is_hidden(path: Path) -> bool:
    """Say whether Windows hides a file."""
    try:
        return bool(getattr(path.lstat(), "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2))
    except OSError:
        return False


def _unique(found: list[tuple[str, FoundFile]]) -> list[FoundFile]:
    """Return the files with names that are unique: the input's own name is put before names that clash."""
    names: dict[str, int] = {}
    for _, file in found:
        names[file.name] = names.get(file.name, 0) + 1
    out: list[FoundFile] = []
    taken: set[str] = set()
    for label, file in found:
        name = file.name if names[file.name] == 1 else f"{label}/{file.name}"
        number, base = 2, name
        while name in taken:
            name, number = f"{number}/{base}", number + 1
        taken.add(name)
        out.append(FoundFile(file.path, name))
    return sorted(out, key=lambda f: f.name)
