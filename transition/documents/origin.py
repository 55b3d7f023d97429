"""What a document is made from: the bytes of its file, and for an old format the programs that convert it."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Final

from transition.documents import msdoc, safety, soffice

if TYPE_CHECKING:
    from pathlib import Path

_ODT: Final = b"application/vnd.oasis.opendocument.text"
_HEAD: Final = 4096


def made_from(file: Path) -> tuple[str, str]:
    """Return the hash of a file's bytes, and what converts it where that is needed; ("", "") if it must not be opened.

    A file that is not on this machine (OneDrive) would be downloaded by a look into it.
    """
    try:
        status = file.stat()
        if safety.is_elsewhere(status) or status.st_size > safety.MAX_FILE:
            return "", ""
        data = file.read_bytes()
    except OSError:
        return "", ""
    return hashlib.sha256(data).hexdigest(), "" if _is_modern(data) else converters()


@cache
def converters() -> str:
    """Return what tells the installed converters from others, and from none."""
    program = soffice.office()
    return f"libreoffice {soffice.version(program) if program else '-'}, {msdoc.PACKAGE} {msdoc.version() or '-'}"


def _is_modern(data: bytes) -> bool:
    """Say whether a file is read as it is, so that no converter has a part in what comes of it."""
    return safety.sniff(data) == "zip" and b"[Content_Types].xml" in data and _ODT not in data[:_HEAD]
