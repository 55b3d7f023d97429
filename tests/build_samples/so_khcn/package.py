"""Saves a document so that the same source gives the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_MEMBER_TIME = (1980, 1, 1, 0, 0, 0)
SAVED = "2015-10-20"


def save(document: Any, path: Path, title: str, day: str = SAVED) -> None:
    """Set fixed core properties, saved on an ISO ``day``, then write the package with fixed member times."""
    core = document.core_properties
    core.author = core.last_modified_by = "Thư ký ISO"
    core.title, core.comments, core.revision = title, "", 3
    core.created = core.modified = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
    plain = io.BytesIO()
    document.save(plain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _MEMBER_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))


def save_as_doc(document: Any, path: Path, title: str) -> None:
    """Write the document as LibreOffice saves Word 97 files."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("LibreOffice writes the .doc files of this sample and was not found")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        save(document, work / "in" / f"{path.stem}.docx", title)
        profile = (work / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc:MS Word 97"]
        inputs = ["--outdir", str(work), str(work / "in" / f"{path.stem}.docx")]
        subprocess.run([*command, *inputs], check=True, capture_output=True, timeout=120)
        shutil.copyfile(work / f"{path.stem}.doc", path)
