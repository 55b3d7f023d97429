"""Whether somebody saved a workbook after this program wrote it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

_CORE = "docProps/core.xml"
_TERMS = "{http://purl.org/dc/terms/}"


def saved_by_a_person(workbook: Path) -> bool:
    """Return whether ``workbook`` was saved by Excel, LibreOffice or the like since this program wrote it.

    Ours carries one and the same instant as created and modified. A file that cannot be read counts as somebody's.
    """
    try:
        with zipfile.ZipFile(workbook) as archive:
            core = etree.fromstring(archive.read(_CORE), etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return True
    return core.findtext(f"{_TERMS}created") != core.findtext(f"{_TERMS}modified")
