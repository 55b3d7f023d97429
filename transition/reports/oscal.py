"""A clause map as an OSCAL control mapping collection: numbers, relations and our own reasons, no text of a standard.

OSCAL 1.2 has a model for such maps, with the relations of NIST IR 8477 that packs use, too.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from transition.model import ClausePack, Correspondence
from transition.reports.files import write_text

VERSION = "1.2.1"

Record = dict[str, Any]

_RELATIONS: Mapping[str, str] = {
    "equal": "equal-to",
    "subset": "subset-of",
    "superset": "superset-of",
    "intersects": "intersects-with",
    "none": "no-relationship",
}
# A pack says what the old clause is to the new one, OSCAL what the source is to the target.
_REVERSED: Mapping[str, str] = {"subset": "superset", "superset": "subset"}
_CONFIDENCE: Mapping[str, str] = {"A": "high", "M": "high", "B": "medium", "C": "low"}
_OWN = "urn:x-iso9001-transition:pack"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, _OWN)


def write_oscal(pack: ClausePack, path: str | Path, today: str, language: str = "en") -> None:
    """Write the clause map of a pack to ``path`` as JSON; ``today`` (year-month-day) is its date of change."""
    text = json.dumps(mapping_collection(pack, today, language), ensure_ascii=False, indent=1)
    write_text(Path(path), text + "\n")


def mapping_collection(pack: ClausePack, today: str, language: str = "en") -> Record:
    """Return the clause map as a mapping collection, one mapping a direction; same pack and day, same record."""
    directions = [(pack.from_edition, pack.to_edition), (pack.to_edition, pack.from_edition)]
    resources = {edition: _resource(pack, edition) for edition in (pack.from_edition, pack.to_edition)}
    mappings = [_mapping(pack, source, target, resources, language) for source, target in directions]
    return {
        "mapping-collection": {
            "uuid": _uuid(pack, pack.sha256, today),
            "metadata": {
                "title": _text(pack.titles, language) or pack.name,
                "last-modified": f"{today}T00:00:00Z",
                "version": pack.version,
                "oscal-version": VERSION,
            },
            "provenance": {
                "method": "hybrid",
                "matching-rationale": "semantic",
                "status": "complete" if pack.complete else "not-complete",
                "mapping-description": _text(pack.notice, language) or pack.name,
            },
            "mappings": [mapping for mapping in mappings if mapping["maps"]],
            "back-matter": {"resources": list(resources.values())},
        }
    }


def _resource(pack: ClausePack, edition: str) -> Record:
    """Return an edition of the standard as something to refer to; it is not reproduced."""
    name = f"{min(pack.standards, key=len)}:{edition}"
    return {"uuid": _uuid(pack, "edition", edition), "title": name, "citation": {"text": name}}


def _mapping(pack: ClausePack, source: str, target: str, resources: Mapping[str, Record], language: str) -> Record:
    rows = [row for row in pack.correspondence if row.from_edition == source]
    record: Record = {
        "uuid": _uuid(pack, "mapping", source, target),
        "source-resource": {"type": "catalog", "href": f"#{resources[source]['uuid']}"},
        "target-resource": {"type": "catalog", "href": f"#{resources[target]['uuid']}"},
        "maps": [_map(pack, row, language) for row in rows if row.old and row.new],
    }
    for name, edition in (("source-gap-summary", source), ("target-gap-summary", target)):
        unmapped = list(_unmapped(pack, edition, rows))
        if unmapped:
            ids = {"with-ids": [_control(number) for number in unmapped]}
            record[name] = {"uuid": _uuid(pack, name, source, target), "unmapped-controls": [ids]}
    return record


def _map(pack: ClausePack, row: Correspondence, language: str) -> Record:
    forward = row.from_edition == pack.from_edition
    source, target = (row.old, row.new) if forward else (row.new, row.old)
    relation = row.relation if forward else _REVERSED.get(row.relation, row.relation)
    record: Record = {
        "uuid": _uuid(pack, "map", row.from_edition, source, target),
        "relationship": _RELATIONS[relation],
        "sources": [{"type": "control", "id-ref": _control(source)}],
        "targets": [{"type": "control", "id-ref": _control(target)}],
        "confidence-score": {"category": _CONFIDENCE.get(row.certainty, "unspecified")},
        "coverage": {"generation-method": "arbitrary", "target-coverage": row.strength},
        "props": [
            {"name": name, "value": value, "ns": _OWN}
            for name, value in (("change", row.change), ("certainty", row.certainty), ("source", row.source))
        ],
    }
    reason = _text(row.rationale, language)
    return {**record, "remarks": reason} if reason else record


def _unmapped(pack: ClausePack, edition: str, rows: Sequence[Correspondence]) -> Iterator[str]:
    """Yield the clauses with requirements of one edition that no row maps.

    A clause without a title is a part of the clause above it and goes where that goes.
    """
    paired = [row for row in rows if row.old and row.new and row.relation != "none"]
    mapped = {row.old if edition == pack.from_edition else row.new for row in paired}
    for clause in pack.clauses_of(edition):
        number = clause.number if clause.titles else clause.parent
        if clause.carries_requirements and number not in mapped:
            yield clause.number


def _control(number: str) -> str:
    """Return a clause number as OSCAL wants ids: beginning with a letter."""
    return f"clause-{number}"


def _uuid(pack: ClausePack, *parts: str) -> str:
    """Return an id that stays the same for the same subject of the same pack."""
    return str(uuid.uuid5(_NAMES, "\n".join((pack.name, *parts))))


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
