"""Old copies and duplicates: recognised and reported, so that they give no evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transition.documents import filenames, vocabulary
from transition.documents.counterparts import Living, code_key
from transition.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NUMBER: Final = re.compile(r"\d+")


def mark_copies(documents: list[Document]) -> list[Document]:
    """Return the documents with ``superseded_by`` set on old copies and duplicates, and a problem that says so."""
    marked = {d.id: d for d in documents}
    readable = [d for d in documents if d.passages]
    _mark_same(readable, marked, key=lambda d: d.sha256, code="duplicate")
    _mark_same(_alive(readable, marked), marked, key=_text_key, code="duplicate")
    _mark_named(_alive(readable, marked), marked)
    _mark_revisions(_alive(readable, marked), marked)
    return [marked[d.id] for d in documents]


def _alive(documents: Iterable[Document], marked: dict[str, Document]) -> list[Document]:
    return [d for d in documents if not marked[d.id].superseded_by]


def _mark(document: Document, newer: Document, code: str, marked: dict[str, Document]) -> None:
    details = {"other": newer.path, "revision": document.revision, "newer": newer.revision}
    problem = Problem(code, "warning", document.path, details)
    current = marked[document.id]
    marked[document.id] = replace(current, superseded_by=newer.id, problems=(*current.problems, problem))


def _text_key(document: Document) -> str:
    return "\n".join(p.text for p in document.passages)


def _mark_same(
    documents: list[Document], marked: dict[str, Document], key: Callable[[Document], str], code: str
) -> None:
    """Mark all but the best-named of documents that are the same."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(key(document), []).append(document)
    for same in groups.values():
        best = min(same, key=lambda d: (filenames.is_marked_copy(d.path), d.path.count("/"), len(d.path), d.path))
        for document in same:
            if document is not best:
                _mark(document, best, code, marked)


def _mark_named(documents: list[Document], marked: dict[str, Document]) -> None:
    """Mark files in folders for old files, and copies by name, that have a living counterpart."""
    living = Living([d for d in documents if not filenames.is_marked_copy(d.path)])
    for document in documents:
        if filenames.is_marked_copy(document.path):
            newer = living.counterpart(document)
            if newer is not None:
                _mark(document, newer, "old-copy", marked)
            elif _in_old_folder(document.path):
                _report_alone(document, marked)


def _in_old_folder(path: str) -> bool:
    return any(vocabulary.fold(f) in vocabulary.group("copies", "folders") for f in path.split("/")[:-1])


def _report_alone(document: Document, marked: dict[str, Document]) -> None:
    """Report a file in a folder for old files without a newer one: withdrawn, so it supersedes itself."""
    problem = Problem("withdrawn", "warning", document.path)
    current = marked[document.id]
    marked[document.id] = replace(current, superseded_by=document.id, problems=(*current.problems, problem))


def _mark_revisions(documents: list[Document], marked: dict[str, Document]) -> None:
    """Mark documents of one code and one title whose revision is not the latest."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        if document.code:
            groups.setdefault(code_key(document.code), []).append(document)
    for same in groups.values():
        dated = [d for d in same if _revision(d)]
        for document in dated:
            newer = [d for d in dated if _revision(d) > _revision(document) and _same_document(document, d)]
            if newer:
                _mark(document, max(newer, key=_revision), "old-copy", marked)


def _same_document(one: Document, other: Document) -> bool:
    """Say whether two files are editions of one document: same code and type, or the same name."""
    if one.code and other.code:
        return code_key(one.code) == code_key(other.code) and one.type == other.type and _like(one, other)
    left, right = filenames.parse(one.path), filenames.parse(other.path)
    return bool(left.title) and vocabulary.fold(left.title) == vocabulary.fold(right.title) and left.code == right.code


def _like(one: Document, other: Document) -> bool:
    """Say whether two titles share most of their words; forms of one procedure may share its code."""
    left, right = set(vocabulary.fold(one.title).split()), set(vocabulary.fold(other.title).split())
    return not left or not right or len(left & right) >= 0.5 * min(len(left), len(right))


def _revision(document: Document) -> tuple[int, ...]:
    """Return a revision as numbers that can be compared; letters count from A = 1."""
    numbers = tuple(int(n) for n in _NUMBER.findall(document.revision))
    if numbers:
        return numbers
    letter = document.revision.strip().upper()
    return (ord(letter) - ord("A") + 1,) if len(letter) == 1 and letter.isalpha() and letter.isascii() else ()
