"""Fills in worksheets the way Word does: the field's text is replaced, and it no longer shows its prompt."""

from __future__ import annotations

import io
import zipfile
from html import escape

from transition.reports.wordfile import zipped

MAIN = "word/document.xml"


def fill(data: bytes, fields: dict[str, str], replaced: dict[str, str] | None = None) -> bytes:
    """Return a worksheet with texts put into the fields of these tags, and other bits of its XML replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts[MAIN].decode()
    for tag, text in fields.items():
        start = xml.index(f'<w:tag w:val="{tag}"/>')
        content = xml.index("<w:sdtContent>", start)
        end = xml.index("</w:sdtContent>", content)
        runs = "<w:r><w:br/></w:r>".join(f"<w:r><w:t>{escape(line)}</w:t></w:r>" for line in text.split("\n"))
        told = xml[start:content].replace("<w:showingPlcHdr/>", "")
        xml = f"{xml[:start]}{told}<w:sdtContent>{runs}{xml[end:]}"
    for old, new in (replaced or {}).items():
        assert old in xml
        xml = xml.replace(old, new)
    parts[MAIN] = xml.encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"</cp:", b"<cp:lastModifiedBy/></cp:")
    return zipped(parts)
