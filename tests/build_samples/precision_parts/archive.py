"""Saving so that the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)


def set_properties(document: Any, title: str, author: str, day: dt.date) -> None:
    """Fix the core properties, dates included."""
    moment = dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title, author, author
    core.created = core.modified = moment
    core.comments, core.keywords, core.subject = "", "", ""
    core.revision = 1


def settle(path: Path) -> None:
    """Rewrite a zip with fixed member times."""
    with zipfile.ZipFile(path) as old:
        members = [(info.filename, old.read(info.filename)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, data)
