"""Puts comments into a copy of a Word file; everything else in it stays as it is, byte for byte.

The main part gets marks at the places the comments are about; they are set in between its bytes. The comments go into
their own part; where there is none yet, it is added and named in the two lists of the package. No other part changes.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from transition.documents import insertion, legacy, safety
from transition.documents.names import CT_NS, REL_NS, W_NS, w
from transition.documents.package import Package
from transition.documents.places import Places
from transition.documents.repack import is_repacked, repack
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from transition.model import Comment

_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_REL: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES: Final = "[Content_Types].xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS: Final = (w("commentReference"), w("commentRangeStart"), w("commentRangeEnd"))
_COMMENT: Final = b"<w:comment xmlns:w="
"""How every comment written here begins; other programs declare their names at the head of the part."""

# The look is said outright: the styles of the file may be centred, huge, or in a font without Vietnamese letters.
_PARAGRAPH: Final = (
    '<w:pPr><w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_FONT: Final = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'


def with_comments(
    data: bytes, comments: Sequence[Comment], author: str, initials: str, today: str
) -> tuple[bytes, int]:
    """Return a Word file with ``comments`` added, and how many of them found a place.

    ``today`` is the ISO date the comments carry, or "". Raises ``UnreadableError`` where a part that must be changed
    is damaged.
    """
    package = Package(data)
    main = package.read(package.main)
    root = safety.parse(main, package.main)
    places = Places(package, root)
    wanted = [(c, p) for c in comments if (p := places.paragraph(c.location, c.found)) is not None]
    ordinals = _ordinals(root, {p for _, p in wanted})
    spans = insertion.spans(main, frozenset(ordinals.values()))
    placed = [(c, spans[ordinals[p]]) for c, p in wanted if ordinals[p] in spans]
    if not placed:
        return data, 0
    part = next((r.target for r in package.relationships(package.main).values() if r.kind == "comments"), "")
    first = 1 + max(_ids(root, package.xml(part) if part else None), default=-1)
    strict = _STRICT.encode() in safety.utf8(main)[:20_000]
    said = _Said(_STRICT if strict else W_NS, author, initials, f"{today}T00:00:00Z" if today else "")
    texts = "".join(said.comment(first + n, comment) for n, (comment, _) in enumerate(placed))
    changed = {package.main: _marked(main, [span for _, span in placed], first)}
    added: dict[str, bytes] = {}
    if part:
        changed[part] = insertion.append(package.read(part), texts)
    else:
        part = _free_name(package)
        added[part] = f'{_HEAD}<w:comments xmlns:w="{said.namespace}">{texts}</w:comments>'.encode()
        _announce(package, part, _STRICT_REL if strict else _REL, changed, added)
    return repack(data, changed, added), len(placed)


def modern(data: bytes, old_files: legacy.OldFiles) -> tuple[bytes, bool]:
    """Return a file in any format that is read as the bytes of a .docx, and whether it had to be converted."""
    kind = legacy.kind_of(data)
    return (old_files.docx(data, kind)[0], True) if kind else (data, False)


def flags(data: bytes) -> tuple[str, ...]:
    """Return what a copy brings along or loses: ``macros`` that stay, a ``signature`` that no longer holds."""
    package = Package(data)
    rels = (*package.relationships("").values(), *package.relationships(package.main).values())
    kinds = {rel.kind for rel in rels}
    found = (("macros", "vbaProject" in kinds), ("signature", "origin" in kinds))
    return tuple(name for name, there in found if there)


def is_ours(data: bytes) -> bool:
    """Return whether a copy is as it was written here: any program that saves it writes comments its own way."""
    try:
        package = Package(data)
        rels = package.relationships(package.main).values()
        ours = any(_COMMENT in package.read(rel.target) for rel in rels if rel.kind == "comments")
        return ours and is_repacked(data, package.main)
    except UnreadableError:
        return False


def _ordinals(root: etree._Element, wanted: set[etree._Element]) -> dict[etree._Element, int]:
    """Return the place of elements among all elements of a part, as its bytes order them."""
    return {el: n for n, el in enumerate(root.iter("*")) if el in wanted}


def _ids(*roots: etree._Element | None) -> list[int]:
    """Return every number a comment of the file has, or once had."""
    found = [el.get(w("id")) or "" for root in roots if root is not None for el in root.iter(w("comment"), *_MARKS)]
    return [int(id) for id in found if id.isascii() and id.isdigit()]


def _marked(main: bytes, spans: Sequence[insertion.Span], first: int) -> bytes:
    texts: dict[int, str] = {}
    for number, span in enumerate(spans, first):
        prefix = span.prefix or "w:"
        own = "" if span.prefix else f' xmlns:w="{W_NS}"'
        id = f'{own} {prefix}id="{number}"/>'
        reference = f'<{prefix}r{own}><{prefix}commentReference {prefix}id="{number}"/></{prefix}r>'
        # Two comments on one paragraph: their ends come after both beginnings, also where the paragraph is empty.
        texts[span.start] = texts.get(span.start, "") + f"<{prefix}commentRangeStart{id}"
        texts[span.end] = texts.get(span.end, "") + f"<{prefix}commentRangeEnd{id}{reference}"
    return insertion.insert(main, texts)


class _Said:
    """Writes comments as XML, each complete in itself so that it fits into any part."""

    def __init__(self, namespace: str, author: str, initials: str, date: str) -> None:
        self.namespace = namespace
        self._by = f" w:author={_quoted(author)} w:initials={_quoted(initials)}" + (f' w:date="{date}"' if date else "")

    def comment(self, id: int, comment: Comment) -> str:
        """Return one comment: its title, and a paragraph for each line."""
        first = "<w:r><w:annotationRef/></w:r>" + _run(comment.title, bold=True)
        lines = "".join(f"<w:p>{_PARAGRAPH}{_run(line)}</w:p>" for line in comment.lines)
        head = f'<w:comment xmlns:w="{self.namespace}" w:id="{id}"{self._by}>'
        return f"{head}<w:p>{_PARAGRAPH}{first}</w:p>{lines}</w:comment>"


def _run(text: str, *, bold: bool = False) -> str:
    look = f'<w:rPr>{_FONT}{"<w:b/>" if bold else ""}<w:sz w:val="18"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(_NOT_XML.sub("", text))}</w:t></w:r>'


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))


# --- the lists of the package -----------------------------------------------------------------------


def _free_name(package: Package) -> str:
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{n}.xml") for n in ("", *range(2, 100)))
    return next(name for name in names if not package.has(name))


def _announce(package: Package, part: str, type: str, changed: dict[str, bytes], added: dict[str, bytes]) -> None:
    """Name a new part in the content types and in the relationships of the main part."""
    override = f'<Override xmlns="{CT_NS}" PartName="/{escape(part)}" ContentType="{_TYPE}"/>'
    changed[_TYPES] = insertion.append(package.read(_TYPES), override)
    folder, base = posixpath.split(package.main)
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    target = escape(posixpath.basename(part))
    if package.has(rels):
        root = package.xml(rels)
        taken = {el.get("Id") for el in root.iter(f"{{{REL_NS}}}Relationship")}
        id = next(name for n in ("", *range(2, 10_000)) if (name := f"rIdComments{n}") not in taken)
        line = f'<Relationship xmlns="{REL_NS}" Id="{id}" Type="{type}" Target="{target}"/>'
        changed[rels] = insertion.append(package.read(rels), line)
    else:
        line = f'<Relationship Id="rIdComments" Type="{type}" Target="{target}"/>'
        added[rels] = f'{_HEAD}<Relationships xmlns="{REL_NS}">{line}</Relationships>'.encode()
