"""Labels: what each section treats and how each requirement stands, written beside the files."""

from __future__ import annotations

import csv
from pathlib import Path

from .markup import Source, headings

COLUMNS = ("kind", "document", "section", "clause_2008", "requirement", "verdict", "sure", "note")


def section_rows(name: str, source: Source) -> list[dict[str, str]]:
    """Give one row for each heading; a question mark in the markup means not sure."""
    rows = []
    for text, clauses in headings(source):
        if clauses is None:
            raise ValueError(f"{name}: heading without clauses: {text}")
        sure = "no" if clauses.endswith("?") else "yes"
        row = {"kind": "section", "document": name, "section": text, "sure": sure}
        rows.append({**row, "clause_2008": clauses.rstrip("?").strip()})
    return rows


def requirement_rows(path: Path) -> list[dict[str, str]]:
    """Read the hand-written verdicts, one a line: id, verdict, sure, note."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement, verdict, sure, note = (part.strip() for part in line.split(";", 3))
            row = {"kind": "requirement", "requirement": requirement, "verdict": verdict}
            rows.append({**row, "sure": sure, "note": note})
    return rows


def write_labels(path: Path, rows: list[dict[str, str]]) -> None:
    """Write the label file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
