"""LibreOffice as a converter: many files in one call, with a profile of its own that fetches and runs nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from transition.documents import processes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NAMES: Final = ("soffice", "libreoffice", "soffice.exe")
_PLACES: Final = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("/opt/libreoffice/program/soffice"),
)
_VERSION_FILES: Final = ("versionrc", "version.ini", "../Resources/versionrc")
_TARGET: Final = "docx:MS Word 2007 XML"
_CANARY: Final = ("000000.rtf", b"{\\rtf1\\ansi canary}")
"""A file that converts wherever LibreOffice works at all: tells a bad file from a bad installation."""
MEMORY: Final = 6_000_000_000
START_LIMIT: Final = 120.0
"""Seconds until the first file must be there; a new profile on a slow disk takes a while."""
FILE_LIMIT: Final = 60.0
"""Seconds from one file to the next; a manual of 500 pages takes about five."""

_SETTINGS: Final = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Misc", "UseSystemFileDialog", "false"),
    ("Writer/Content/Update", "Link", "0"),
)
_PROXY: Final = (
    ("ooInetProxyType", "2"),
    ("ooInetHTTPProxyName", "127.0.0.1"),
    ("ooInetHTTPProxyPort", "9"),
    ("ooInetHTTPSProxyName", "127.0.0.1"),
    ("ooInetHTTPSProxyPort", "9"),
    ("ooInetFTPProxyName", "127.0.0.1"),
    ("ooInetFTPProxyPort", "9"),
    ("ooInetNoProxy", ""),
)
"""Every request is sent to a port where nobody listens, should one get past the other settings."""


class OfficeBrokenError(Exception):
    """LibreOffice is there and does not convert even the simplest file."""


def office() -> Path | None:
    """Return where LibreOffice is: on the PATH or in its usual places; ``None`` if it is not there."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else next((p for p in _PLACES if p.is_file()), None)


def version(program: Path) -> str:
    """Return what tells this installation from another: its build, read from a file, since asking it opens a window."""
    real = program.resolve()
    for name in _VERSION_FILES:
        with suppress(OSError):
            return hashlib.sha256((real.parent / name).read_bytes()).hexdigest()[:16]
    with suppress(OSError):
        status = real.stat()
        return f"{status.st_size}-{status.st_mtime_ns}"
    return "unknown"


def convert(
    program: Path, files: Sequence[Path], told: Callable[[int], None] = lambda _: None
) -> tuple[dict[Path, bytes], set[Path]]:
    """Return each file as the bytes of a .docx, and which files LibreOffice did not come to an end with.

    Files in neither were refused. ``told`` hears how many files are done. A file that brings LibreOffice down does not
    take the others with it: they are converted in another call. Raises ``OfficeBrokenError``.
    """
    done: dict[Path, bytes] = {}
    slow: set[Path] = set()
    waiting = list(files)
    while waiting:
        before = len(files) - len(waiting)
        got, status = _call(program, waiting, lambda n, before=before: told(before + n))  # type: ignore[misc]
        done.update(got)
        last = max((i for i, f in enumerate(waiting) if f in got), default=-1)
        left = waiting[last + 1 :]
        if status == 0 or not left:
            break
        if len(waiting) > 1:  # the first one without a result is suspected, and asked once more, alone
            again, status = _call(program, left[:1])
            done.update(again)
        if left[0] not in done and status is None:
            slow.add(left[0])
        waiting = left[1:]
    return done, slow


def _call(
    program: Path, files: Sequence[Path], told: Callable[[int], None] = lambda _: None
) -> tuple[dict[Path, bytes], int | None]:
    """Run LibreOffice once; return what it made, and its exit status, ``None`` if it had to be stopped."""
    work = Path(tempfile.mkdtemp(prefix="transition-"))
    try:
        out, names = _prepare(work, files)
        status = _run(_command(program, work, names), work, out, len(files), told)
        results = {n: _read(out / f"{Path(n).stem}.docx") for n in names}
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if not results.pop(_CANARY[0]):
        raise OfficeBrokenError
    return {f: data for f, data in zip(files, results.values(), strict=True) if data}, status


def _prepare(work: Path, files: Sequence[Path]) -> tuple[Path, list[str]]:
    """Lay out profile and copies of the files, named by number; the originals are never opened by LibreOffice."""
    for name in ("in", "out", "tmp", "profile/user"):
        (work / name).mkdir(parents=True)
    (work / "profile/user/registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    (work / "in" / _CANARY[0]).write_bytes(_CANARY[1])
    names = [_CANARY[0]]
    for number, file in enumerate(files, 1):
        names.append(f"{number:06d}{file.suffix}")
        shutil.copyfile(file, work / "in" / names[-1])
    return work / "out", names


def _profile() -> str:
    items = [(f"/org.openoffice.Office.{path}", name, value) for path, name, value in _SETTINGS]
    items += [("/org.openoffice.Inet/Settings", name, value) for name, value in _PROXY]
    lines = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in items
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{lines}</oor:items>'


def _command(program: Path, work: Path, names: Sequence[str]) -> list[str]:
    profile = (work / "profile").as_uri()
    switches = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", "--nologo")
    inputs = [str(work / "in" / n) for n in names]
    return [
        str(program), f"-env:UserInstallation={profile}", *switches,
        "--convert-to", _TARGET, "--outdir", str(work / "out"), *inputs,
    ]  # fmt: skip


def _run(command: Sequence[str], work: Path, out: Path, count: int, told: Callable[[int], None]) -> int | None:
    """Run until it ends, or until no further file appears for too long."""
    tmp = str(work / "tmp")
    env = {**os.environ, "TMPDIR": tmp, "TEMP": tmp, "TMP": tmp}
    env.pop("DISPLAY", None)
    with processes.running(command, env=env, folder=work, memory=MEMORY) as process:
        made, deadline = 0, time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(0.1)
            now = sum(1 for f in out.iterdir() if f.suffix == ".docx")
            if now > made:
                made, deadline = now, time.monotonic() + FILE_LIMIT
                told(min(made - 1, count))
    return None


def _read(file: Path) -> bytes:
    """Return a whole .docx, nothing for one that is missing or was cut off while it was written."""
    import zipfile

    try:
        with zipfile.ZipFile(file) as archive:
            sound = archive.testzip() is None and bool(archive.namelist())
        return file.read_bytes() if sound else b""
    except (OSError, zipfile.BadZipFile, ValueError):
        return b""
