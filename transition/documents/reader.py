"""One Word file becomes one ``Document``; whatever goes wrong becomes a ``Problem``."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from transition.cache.records import no_collector
from transition.documents import bilingual, control, encodings, language, legacy, msdoc, outline, parts, safety, trails
from transition.documents.drafts import Collector, Draft
from transition.documents.numbering import Numbering
from transition.documents.package import Package
from transition.documents.source import Source
from transition.documents.styles import Styles
from transition.documents.word import Story
from transition.errors import UnreadableError
from transition.model import Document, Location, Passage, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from transition.documents.blocks import Block
    from transition.documents.package import Relationship
    from transition.model import PassageKind

_NOTES: Final = ("footnotes", "endnotes", "comments")
_SEPARATORS: Final = ("separator", "continuationSeparator", "continuationNotice")
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_LATIN: Final = (b"\xc2", b"\xc3")
_VIETNAMESE: Final = (b"\xe1\xba", b"\xe1\xbb")
_MANY: Final = 60
_OPTIONAL: Final = ("styles", "numbering", *_NOTES)


def read_document(file: Path, name: str, id: str = "", old_files: legacy.OldFiles | None = None) -> Document:
    """Read one file; on failure the document has no passages and says why in its problems.

    ``name`` is the path people know the file by; ``id`` the document's id, made from the name if not given.
    ``old_files`` converts what is older than .docx; without it the file is converted alone.
    """
    own_id = id or slug(name)
    data = b""
    try:
        data = _load(file)
        with no_collector():
            return _read(data, name, own_id, old_files)
    except UnreadableError as error:
        problem = Problem(error.code, "error", name, error.details)
    except RecursionError:
        problem = Problem("too-large", "error", name, {"size": "> 255 levels"})
    except MemoryError:
        problem = Problem("too-large", "error", name, {"size": f"{len(data) // 1_000_000} MB"})
    except Exception as error:  # noqa: BLE001 - a bug of ours must not stop the run
        problem = Problem("reading-failed", "error", name, {"reason": f"{type(error).__name__}: {error}"[:300]})
    return Document(own_id, name, hashlib.sha256(data).hexdigest() if data else "", problems=(problem,))


def slug(name: str) -> str:
    """Return a relative path as lower-case ASCII words joined by hyphens."""
    from transition.documents.vocabulary import fold

    stem = str(PurePosixPath(name).with_suffix("")) if name.rpartition("/")[2].strip(".") else name
    words = "".join(c if c.isascii() else " " for c in fold(stem)).split()
    return "-".join(words) or "document"


def _load(file: Path) -> bytes:
    """Return the bytes of a file that is there, is small enough, and looks like a Word file."""
    try:
        status = file.stat()
        if safety.is_elsewhere(status):
            raise UnreadableError("cloud-placeholder")
        if status.st_size > safety.MAX_FILE:
            raise UnreadableError("too-large", size=f"{status.st_size // 1_000_000} MB")
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("file-not-found") from error
    except OSError as error:
        raise UnreadableError("file-not-opened", reason=error.strerror or type(error).__name__) from error
    return data


def _modern(data: bytes, name: str, old_files: legacy.OldFiles | None) -> tuple[bytes, list[Problem]]:
    """Return the bytes of a .docx for a file in any format, judged by its content and never by its name."""
    _check_kind(data, PurePosixPath(name).suffix.lower())
    kind = legacy.kind_of(data)
    if not kind:
        return data, []
    if old_files is not None:
        converted, converter = old_files.docx(data, kind)
    else:
        with legacy.OldFiles() as alone:
            converted, converter = alone.docx(data, kind)
    lesser = converter == msdoc.PACKAGE
    return converted, [Problem("read-without-libreoffice", "info", name)] if lesser else []


def _check_kind(data: bytes, suffix: str) -> None:
    match safety.sniff(data):
        case "empty":
            raise UnreadableError("empty-file")
        case "ole-encrypted":
            raise UnreadableError("password-protected")
        case "ole" if suffix == ".doc":
            raise UnreadableError("damaged-file", part="doc", reason="OLE")
        case "ole" | "other" if not legacy.kind_of(data):
            raise UnreadableError("damaged-file" if not data.strip(b"\0") else "not-a-word-file")


def _read(original: bytes, name: str, id: str, old_files: legacy.OldFiles | None) -> Document:
    data, problems = _modern(original, name, old_files)
    package = Package(data)
    drafts, source = _drafts(package, name, problems)
    parts.mark_contents(drafts)
    outline.find_headings(drafts)
    parts.mark_parts(drafts)
    trails.set_leads(drafts)
    trails.set_kinds(drafts)
    trails.set_trails(drafts)
    facts = control.read_facts(drafts, name, source.old_fonts.read_title(_stored_title(package)))
    drafts = bilingual.split(drafts)
    detected = [language.detect(d.text) for d in drafts]
    own = language.of_document((found, len(d.text)) for found, d in zip(detected, drafts, strict=True))
    passages = tuple([_passage(d, id, i, detected[i - 1] or own) for i, d in enumerate(drafts, 1)])
    if not passages:
        problems.append(Problem("nothing-readable", "error", name))
    if source.tally["inserted"] or source.tally["deleted"]:
        counts = {key: str(source.tally[key]) for key in ("inserted", "deleted")}
        problems.append(Problem("tracked-changes", "info", name, counts))
    if source.old_fonts.decoded:
        told = " + ".join(encodings.SHOWN[e] for e in sorted(source.old_fonts.decoded))
        if source.old_fonts.whole:
            problems.append(Problem("old-vietnamese-text", "warning", name, {"encoding": told}))
        else:
            problems.append(Problem("old-vietnamese-font", "info", name, {"encoding": told}))
    return Document(
        id,
        name,
        hashlib.sha256(original).hexdigest(),
        facts.code,
        facts.title,
        facts.type,
        facts.revision,
        facts.date,
        facts.owner,
        own,
        facts.editions,
        passages,
        tuple(problems),
    )


def _drafts(package: Package, name: str, problems: list[Problem]) -> tuple[list[Draft], Source]:
    """Walk all stories of a file: page headers, body, page footers."""
    relationships = package.relationships(package.main)
    by_kind = {rel.kind: rel.target for rel in relationships.values()}
    roots = {kind: _optional(package, by_kind.get(kind, ""), name, problems) for kind in _OPTIONAL}
    styles = Styles(roots["styles"])
    source = Source(package, styles, Numbering(roots["numbering"]))
    source.notes = {part: _note_elements(roots[part]) for part in _NOTES}
    data = safety.utf8(package.read(package.main))
    source.old_fonts.active = encodings.may_be_named(data)
    suspicious = _fonts_may_be_lost(data)
    root = safety.parse(data, package.main)
    del data
    source.watch = styles.hides
    source.look_out(root)
    for kind, part in roots.items():
        if kind in _NOTES:
            source.notice(part)
        else:
            source.old_fonts.notice(part)
    if source.old_fonts.active or suspicious:
        source.old_fonts.survey(root, styles)
    body = Story(source, "body", relationships)
    blocks = [b for child in root if _is_body(child) for b in body.use_up(child)]
    collector = Collector()
    margins = _margins(source, body.header_ids, relationships, name, problems)
    for kind, story_blocks in margins:
        if kind == "header":
            collector.take(story_blocks, "header", "header")
    collector.take(blocks, "body")
    for kind, story_blocks in margins:
        if kind == "footer":
            collector.take(story_blocks, "footer", "footer")
    return [d for d in collector.drafts if d.text], source


def _fonts_may_be_lost(data: bytes) -> bool:
    """Say whether a body holds many letters of Latin-1 and none of those only Vietnamese in Unicode has."""
    if data.isascii() or any(lead in data for lead in _VIETNAMESE):
        return False
    return sum(map(data.count, _LATIN)) > _MANY


def _is_body(el: etree._Element) -> bool:
    return isinstance(el.tag, str) and el.tag.endswith("}body")


def _optional(package: Package, part: str, name: str, problems: list[Problem]) -> etree._Element | None:
    """Return the root of a part that a document can do without; a damaged one is reported."""
    if not part:
        return None
    try:
        return package.xml(part)
    except UnreadableError as error:
        if error.code != "damaged-file":
            raise
        problems.append(Problem("damaged-part", "warning", name, {"part": part}))
        return None


def _note_elements(root: etree._Element | None) -> dict[str, etree._Element]:
    from transition.documents.names import w

    if root is None:
        return {}
    return {el.get(w("id"), ""): el for el in root if el.get(w("type")) not in _SEPARATORS}


def _margins(
    source: Source,
    references: list[tuple[str, str, str]],
    relationships: dict[str, Relationship],
    name: str,
    problems: list[Problem],
) -> list[tuple[PassageKind, list[Block]]]:
    """Return each header and footer part once, in the order the sections use them."""
    out: list[tuple[PassageKind, list[Block]]] = []
    seen: set[str] = set()
    for kind, _, rel_id in references:
        rel = relationships.get(rel_id)
        if rel is None or rel.target in seen:
            continue
        seen.add(rel.target)
        root = _optional(source.package, rel.target, name, problems)
        source.notice(root)
        if root is not None:
            story = Story(source, kind, source.package.relationships(rel.target))
            out.append(("header" if kind == "header" else "footer", story.blocks(root, (len(seen),))))
    return out


def _stored_title(package: Package) -> str:
    for rel in package.relationships("").values():
        if rel.kind == "core-properties":
            try:
                found = package.xml(rel.target).find(_TITLE)
            except UnreadableError:
                return ""
            return (found.text or "") if found is not None else ""
    return ""


def _passage(draft: Draft, id: str, index: int, spoken: str) -> Passage:
    return Passage(
        id=f"{id}:{index:04d}",
        location=Location(id, draft.part, draft.path),
        kind=draft.kind or "body",
        text=draft.text,
        trail=draft.trail,
        number=draft.number,
        level=draft.level,
        language=spoken,
        lead=draft.lead,
    )
