"""Annotated copies of the procedures: what a register says beside the passages of the very files it was made from.

Originals are only read. A copy stands under the file's own relative name; a file older than .docx has its remarks in a
converted copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from transition.cache import Cache, Made, fingerprint, key_of
from transition.documents import OldFiles, find_files
from transition.documents.commenting import flags, is_ours, modern, with_comments
from transition.errors import UnreadableError
from transition.model import Comment, Document, GapRegister, Problem
from transition.reports.annotated import GROUPS, remarks, signature
from transition.reports.files import keep_copy, write_bytes

FOLDER = "annotated"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What became of one document: the copy that was written, if any, and what people should know."""

    document: str
    file: Path | None = None
    problems: tuple[Problem, ...] = ()


def annotate(
    register: GapRegister,
    out: Path,
    sources: Sequence[Path],
    language: str = "en",
    groups: Collection[str] = GROUPS,
    only: Sequence[str] = (),
    made: Made | None = None,
    files: Mapping[str, Path] | None = None,
) -> Iterator[Annotation]:
    """Write a copy with comments of each document there is something to say on, yielding what became of each.

    ``sources`` are the files and folders the register was made from; ``only`` are patterns of relative names
    ("QP-0*", "purchasing/*"), none meaning all. A copy somebody has worked on since is kept in the folder ``reviewed``.
    One that ``made`` knows to be up to date is left alone. ``files`` are the files by name, where they are known.
    """
    made = made or Made(Cache(None), out)
    found = files if files is not None else {file.name: file.path for file in find_files(sources)[0]}
    said = remarks(register, language, groups)
    wanted = [(d, said.on(d)) for d in register.documents if _is_wanted(d, only)]
    wanted = [(document, comments) for document, comments in wanted if comments]
    author, initials = signature(register, language)
    names = _names([document for document, _ in wanted])
    with OldFiles([found[d.path] for d, _ in wanted if d.path in found and names[d.id] != d.path]) as old_files:
        for document, comments in wanted:
            source = found.get(document.path)
            if source is None:
                yield _failed(document, "annotated-no-file")
                continue
            work = _Work(out, names[document.id], source, old_files, made)
            yield work.done(document, comments, (author, initials, register.run.today))


@dataclass(frozen=True, slots=True)
class _Work:
    out: Path
    name: str
    source: Path
    old_files: OldFiles
    made: Made

    def done(self, document: Document, comments: Sequence[Comment], signed: tuple[str, str, str]) -> Annotation:
        """Write the copy of one document; what goes wrong with it concerns no other."""
        try:
            data = self.source.read_bytes()
            if hashlib.sha256(data).hexdigest() != document.sha256:
                return _failed(document, "annotated-changed")
            target = self.out / FOLDER / self.name
            origin = key_of(fingerprint(), document.sha256, self.name, comments, signed)
            if self.made.is_current(target, origin):
                return Annotation(document.id, target)
            whole, converted = modern(data, self.old_files)
            copy, placed = with_comments(whole, comments, *signed)
            kept = _kept(target, copy, self.out)
            write_bytes(target, copy)
        except UnreadableError as error:
            return _failed(document, "annotated-failed", reason=error.code)
        except OSError as error:
            return _failed(document, "annotated-failed", reason=error.strerror or type(error).__name__)
        problems = [Problem(f"annotated-{name}", "info", document.path) for name in flags(whole)]
        if converted:
            problems.append(Problem("annotated-converted", "info", document.path, {"file": self.name}))
        if placed < len(comments):
            details = {"count": str(len(comments) - placed)}
            problems.append(Problem("annotated-without-place", "info", document.path, details))
        if not problems:  # what there is to say of a copy is said by making it
            self.made.note(target, origin, copy)
        return Annotation(document.id, target, (*problems, *kept))


def _kept(target: Path, copy: bytes, out: Path) -> list[Problem]:
    """Keep what somebody made of an earlier copy."""
    if not target.is_file():
        return []
    old = target.read_bytes()
    if old == copy or is_ours(old):
        return []
    return [keep_copy(target, out)]


def _is_wanted(document: Document, only: Sequence[str]) -> bool:
    name = PurePosixPath(document.path.replace("\\", "/"))
    return not only or any(fnmatch(str(name), p) or fnmatch(name.name, p) for p in only)


def _names(documents: Sequence[Document]) -> Mapping[str, str]:
    """Return the relative name of each copy: the document's own, with the ending of the format it is written in."""
    own = {document.path.casefold() for document in documents}
    names: dict[str, str] = {}
    for document in documents:
        path = PurePosixPath(document.path.replace("\\", "/"))
        inside = PurePosixPath(*(step for step in path.parts if step not in ("..", "/") and not step.endswith(":")))
        if path.suffix.lower() in _WORD:
            names[document.id] = str(inside)
            continue
        renamed = inside.with_suffix(".docx")
        if str(renamed).casefold() in own:
            renamed = inside.with_name(f"{inside.stem} ({inside.suffix.lstrip('.').lower()}).docx")
        names[document.id] = str(renamed)
    return names


_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})


def _failed(document: Document, code: str, **details: str) -> Annotation:
    return Annotation(document.id, None, (Problem(code, "warning", document.path, details),))
