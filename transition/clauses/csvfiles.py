"""CSV files as Excel and LibreOffice save them, read and written as plain texts."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from transition.errors import PackError

_DELIMITERS = ",;\t"
_TOLD = "sep="


@dataclass(frozen=True, slots=True)
class Record:
    """One row below the heads: its number as the spreadsheet counts, its cells by head, and cells beyond the heads."""

    row: int
    cells: Mapping[str, str]
    beyond: tuple[str, ...] = ()


def read_csv(file: Path, shown: str) -> tuple[tuple[str, ...], list[Record]]:
    """Return heads and rows of a CSV file: with or without BOM, comma, semicolon or tab, any line ends.

    ``shown`` is how messages name the file. ``PackError`` if it is missing or its letters cannot be read.
    """
    text = _text(file, shown)
    delimiter = _delimiter(text)
    if text.startswith(_TOLD):
        text = text.partition("\n")[2]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    heads = [head.strip().casefold() for head in next(lines, [])]
    while heads and not heads[-1]:
        # Spreadsheets keep empty columns that once held something.
        heads.pop()
    records = []
    for number, line in enumerate(lines, start=2):
        if any(cell.strip() for cell in line):
            cells = dict(zip_longest(heads, line[: len(heads)], fillvalue=""))
            beyond = tuple(cell for cell in line[len(heads) :] if cell.strip())
            records.append(Record(number, cells, beyond))
    return tuple(heads), records


def write_csv(file: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file that Excel opens with all its letters: UTF-8 with BOM, commas."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\xef\xbb\xbf" + target.getvalue().encode("utf-8"))


def _text(file: Path, shown: str) -> str:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        details = {"file": shown, "folder": str(file.parent)}
        raise PackError("pack-file-missing", (("file-missing", details),), **details) from None
    try:
        # Excel's "Unicode text" is UTF-16 with tabs.
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise PackError("pack-not-utf8", (("not-utf8", {"file": shown}),), file=shown) from None
    # A Mac may store Vietnamese letters and their marks apart.
    return unicodedata.normalize("NFC", text)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0].partition("\r")[0]
    if first.startswith(_TOLD) and len(first) > len(_TOLD):
        return first[len(_TOLD)]
    return max(_DELIMITERS, key=first.count)
