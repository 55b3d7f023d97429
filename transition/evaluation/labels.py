"""What a labelled sheet says, as records: one row is a label of one kind.

| kind | says | columns |
|---|---|---|
| passage | which clauses a passage serves | text, heading, document, clause or clause_<edition>, edition, language |
| section | which clauses a section of a document serves | document, section, clause_<edition> |
| requirement | the verdict on a requirement (alternatives by ``|``, the best first) | requirement, verdict, sure |
| evidence | a passage that states (an element of) a requirement | requirement, element, document, text |
| trap | a passage that only seems to state it, and a twin that does | family, requirement, heading, trap, twin |

The kind may stand in a column of that name; else it follows from the columns that are filled.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transition.model import ClausePack

KINDS = ("passage", "section", "requirement", "evidence", "trap")
_NONE = frozenset({"", "none", "-"})


@dataclass(frozen=True, slots=True)
class Label:
    """One row of a labelled sheet; fields that its kind does not know are empty.

    ``clauses`` are pairs of edition and number; ``group`` is the organisation it comes from.
    """

    kind: str
    document: str = ""
    group: str = ""
    heading: str = ""
    text: str = ""
    language: str = ""
    clauses: tuple[tuple[str, str], ...] = ()
    requirement: str = ""
    element: str = ""
    verdicts: tuple[str, ...] = ()
    sure: bool = True
    family: str = ""
    twin: str = ""


def labels_of(rows: Iterable[Mapping[str, str]], pack: ClausePack) -> tuple[list[Label], int]:
    """Return the labels in the rows of a sheet, and how many rows hold none that can be used."""
    labels: list[Label] = []
    unused = 0
    known = {r.id for r in pack.of(pack.to_edition)}
    for row in rows:
        label = _label(row, pack)
        if label is None or (label.requirement and label.requirement not in known):
            unused += 1
        else:
            labels.append(label)
    return labels, unused


def _label(row: Mapping[str, str], pack: ClausePack) -> Label | None:
    kind = row.get("kind", "").casefold()
    if kind not in KINDS:
        kind = _kind(row)
    document = row.get("document") or row.get("doc", "")
    label = Label(
        kind,
        document=document,
        group=row.get("organisation") or row.get("organization") or document.partition(":")[0],
        heading=nfc(row.get("heading") or row.get("section", "")),
        text=nfc(row.get("trap") or row.get("text", "")),
        language=_language(row),
        clauses=_clauses(row, pack),
        requirement=row.get("requirement", ""),
        element=row.get("element", ""),
        verdicts=tuple(v.strip().casefold() for v in row.get("verdict", "").split("|") if v.strip()),
        sure=row.get("sure", "yes").casefold() not in ("no", "false", "0"),
        family=row.get("family", ""),
        twin=nfc(row.get("twin", "")),
    )
    return label if _is_usable(label) else None


def _kind(row: Mapping[str, str]) -> str:
    if row.get("trap") and row.get("twin"):
        return "trap"
    if row.get("requirement"):
        return "requirement" if row.get("verdict") else "evidence"
    return "passage" if row.get("text") else "section"


def _is_usable(label: Label) -> bool:
    return {
        "passage": bool(label.text and label.clauses),
        "section": bool(label.document and label.heading and label.clauses),
        "requirement": bool(label.requirement and label.verdicts),
        "evidence": bool(label.requirement and label.document and label.text),
        "trap": bool(label.requirement and label.text and label.twin),
    }[label.kind]


def _language(row: Mapping[str, str]) -> str:
    said = (row.get("language") or row.get("lang", "")).casefold()
    return said[:2] if said else ""


def _clauses(row: Mapping[str, str], pack: ClausePack) -> tuple[tuple[str, str], ...]:
    """Return the pairs of edition and clause in a row; "clause" alone belongs to the edition the row names."""
    editions = (pack.from_edition, pack.to_edition)
    found: list[tuple[str, str]] = []
    for edition in editions:
        found += [(edition, clause) for clause in _numbers(row.get(f"clause_{edition}", ""))]
    if not found:
        named = next((e for e in reversed(editions) if e in row.get("edition", "")), pack.from_edition)
        found = [(named, clause) for clause in _numbers(row.get("clause", ""))]
    return tuple(found)


def _numbers(cell: str) -> Sequence[str]:
    parts = (part.strip().strip("[]'\"") for part in cell.replace(",", ";").split(";"))
    return [part for part in parts if part.casefold() not in _NONE]


def nfc(text: str) -> str:
    """Return ``text`` as passages spell it."""
    return unicodedata.normalize("NFC", text)


def section_of(clause: str) -> str:
    """Return the first two numbers of a clause: 7.4.1 is of section 7.4."""
    return ".".join(clause.split(".")[:2])
