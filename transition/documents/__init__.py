"""Word files become Documents: found, read in reading order, with structure, language and control facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transition.documents.copies import mark_copies
from transition.documents.files import FoundFile, find_files
from transition.documents.legacy import OldFiles, office
from transition.documents.origin import made_from
from transition.documents.reader import read_document, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from transition.model import Document, Problem

__all__ = [
    "FoundFile",
    "OldFiles",
    "assign_ids",
    "find_files",
    "made_from",
    "mark_copies",
    "office",
    "read_document",
    "read_documents",
]


def read_documents(
    paths: Sequence[Path], *, progress: Callable[[int, int, str], None] | None = None
) -> tuple[list[Document], list[Problem]]:
    """Read every Word file among ``paths`` and below them.

    Returns the documents in the order of their names, unreadable ones among them without passages, and the problems
    that belong to no document. ``progress`` is told how many files are done, how many there are, and the next one;
    the same again whenever one of several old files has been converted.
    """
    files, problems = find_files(paths)
    ids = assign_ids([f.name for f in files])
    documents: list[Document] = []

    def tell() -> None:
        if progress is not None:
            done = len(documents)
            progress(done, len(files), files[done].name if done < len(files) else "")

    with OldFiles([f.path for f in files], tell) as old_files:
        for file, own_id in zip(files, ids, strict=True):
            tell()
            documents.append(read_document(file.path, file.name, own_id, old_files))
    tell()
    return mark_copies(documents), problems


def assign_ids(names: Sequence[str]) -> list[str]:
    """Return one id for each name: a slug, numbered where several names give the same one."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    ids: list[str] = []
    for name in names:
        base = slug(name)
        candidate, number = base, last.get(base, 1)
        while candidate in taken or (number > 1 and candidate == base):
            number += 1
            candidate = f"{base}-{number}"
        last[base] = number
        taken.add(candidate)
        ids.append(candidate)
    return ids
