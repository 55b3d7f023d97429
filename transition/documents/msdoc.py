"""Word 97–2003 files where LibreOffice is missing: msdoc2docx, in a child process with limits of its own.

Run as a program (``python -m transition.documents.msdoc IN OUT``) it is that child.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from transition.documents import processes

PACKAGE: Final = "msdoc2docx"
TIME_LIMIT: Final = 60.0
MEMORY: Final = 2_000_000_000
_ENCRYPTED: Final = 4


class EncryptedError(Exception):
    """The file wants a password."""


def version() -> str:
    """Return the version of the converter, "" if it is not installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of(PACKAGE)
    except PackageNotFoundError:
        return ""


def convert(data: bytes) -> bytes:
    """Return a Word 97–2003 file as the bytes of a .docx, nothing if that cannot be done within the limits."""
    work = Path(tempfile.mkdtemp(prefix="transition-"))
    try:
        source, target = work / "in.doc", work / "out.docx"
        source.write_bytes(data)
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        env = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(work), "TEMP": str(work), "TMP": str(work)}
        command = [sys.executable, "-P", "-m", "transition.documents.msdoc", str(source), str(target)]
        with processes.running(command, env=env, folder=work, memory=MEMORY) as process:
            try:
                status = process.wait(TIME_LIMIT)
            except subprocess.TimeoutExpired:
                return b""
        if status == _ENCRYPTED:
            raise EncryptedError
        return target.read_bytes() if status == 0 and target.is_file() else b""
    finally:
        shutil.rmtree(work, ignore_errors=True)


def child(source: str, target: str) -> int:
    """Convert one file in this process and return its exit status."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits; the time limit holds there
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY // 4, MEMORY // 4))
        resource.setrlimit(resource.RLIMIT_CPU, (int(TIME_LIMIT), int(TIME_LIMIT)))
    from doc2docx import convert as to_docx
    from doc2docx.errors import EncryptedDocumentError

    try:
        to_docx(source, target)
    except EncryptedDocumentError:
        return _ENCRYPTED
    return 0


if __name__ == "__main__":
    sys.exit(child(sys.argv[1], sys.argv[2]))
