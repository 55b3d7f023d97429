"""Files embedded in a Word file to be shown in its text (altChunk): HTML, plain text or Word."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from lxml import etree

from transition.documents import safety
from transition.documents.names import P
from transition.documents.package import Package
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_HTML: Final = (".htm", ".html", ".xhtml", ".mht")
_SILENT: Final = frozenset({"script", "style", "head", "title"})
_FETCHED: Final = frozenset(["base", "embed", "frame", "iframe", "img", "link", "object", "script"])
_LINKS: Final = re.compile(r"@import[^;}]*;?|url\s*\([^)]*\)?", re.IGNORECASE)
_LINES: Final = frozenset(["p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"])


def chunk_lines(package: Package, name: str) -> list[str]:
    """Return the lines of an embedded file; other kinds and damaged ones give none."""
    try:
        data = package.read(name)
        return [" ".join(t.split()) for t in _lines(data, name) if t.strip()]
    except UnreadableError as error:
        if error.code in ("damaged-file", "not-a-word-file", "old-word-format"):
            return []
        raise


def _lines(data: bytes, name: str) -> list[str]:
    kind = safety.sniff(data)
    if kind == "zip":
        inner = Package(data)
        return ["".join(t.text or "" for t in p.iter("{*}t")) for p in inner.xml(inner.main).iter(P)]
    if kind != "other":
        return []
    if name.lower().endswith(_HTML) or b"<html" in data[:2000].lower():
        if b"<!ENTITY" in data:
            raise UnreadableError("doctype-refused", part=name)
        root = etree.fromstring(data, etree.HTMLParser(no_network=True, encoding="utf-8"))
        return [] if root is None else "".join(_html(root)).split("\n")
    return data.decode("utf-8", "replace").splitlines()


def without_links(data: bytes) -> bytes:
    """Return HTML without anything a program that opens it would fetch; fonts and tables stay."""
    encoding = None
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        encoding = "utf-8"
    root = etree.fromstring(data, etree.HTMLParser(no_network=True, encoding=encoding))
    if root is None:
        return b""
    etree.strip_elements(root, *_FETCHED, with_tail=False)
    for el in root.iter("*"):
        if el.tag == "style":
            el.text = _LINKS.sub("", el.text or "")
        if "style" in el.attrib:
            el.set("style", _LINKS.sub("", str(el.attrib["style"])))
        for name in ("background", "src"):
            if name in el.attrib:
                del el.attrib[name]
    return etree.tostring(root, method="html", encoding="ascii")


def _html(el: etree._Element) -> Iterator[str]:
    if isinstance(el.tag, str) and el.tag not in _SILENT:
        edge = "\n" if el.tag in _LINES else ""
        yield edge + (el.text or "")
        for child in el:
            yield from _html(child)
            yield child.tail or ""
        yield edge
