"""Saves a document so that the same source gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_MEMBER_TIME = (1980, 1, 1, 0, 0, 0)
_SAVED = datetime(2015, 10, 20, 9, 0, 0, tzinfo=UTC)


def save(document: Any, path: Path, title: str) -> None:
    """Set fixed core properties, then write the package with fixed member times."""
    core = document.core_properties
    core.author = core.last_modified_by = "Thư ký ISO"
    core.title, core.comments, core.revision = title, "", 3
    core.created = core.modified = _SAVED
    plain = io.BytesIO()
    document.save(plain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _MEMBER_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
