"""What changed from one register to another, and because of what.

Both are taken as the records of register.json, so that any two runs can be set side by side, whatever wrote them.
A cause is named only where it shows: other evidence from a document that changed, came or went; another decision;
else another clause map, program or setting, and if nothing of that differs, it is said to be unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from transition.model import VERDICTS, Cause, CauseKind, Comparison, Difference, Effect, VerdictName

Record = Mapping[str, Any]

OPEN = ("gap", "partial", "review")
_IGNORED_SETTINGS = frozenset({"report_language", "pack"})
"""The language of reports changes no verdict, and the pack is compared by what is in it."""


def compare_registers(old: Record, new: Record) -> Comparison:
    """Return what changed from the register ``old`` to the register ``new``."""
    documents = _Documents.of(old, new)
    before = {e["requirement"]: e for e in old["entries"]}
    after = {e["requirement"]: e for e in new["entries"]}
    general = _general(old, new)
    found = [_difference(before.get(id), entry, documents, general) for id, entry in after.items()]
    found += [_difference(entry, None, documents, general) for id, entry in before.items() if id not in after]
    return Comparison(
        old["run"]["today"],
        new["run"]["today"],
        _counts(old),
        _counts(new),
        tuple(difference for difference in found if difference is not None),
        documents.added,
        documents.removed,
        documents.changed,
    )


def _counts(register: Record) -> dict[str, int]:
    found = Counter(e["verdict"] for e in register["entries"])
    return {verdict: found[verdict] for verdict in VERDICTS}


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents of both registers, by what became of them; ``old`` and ``new`` name them by id."""

    old: Mapping[str, str]
    new: Mapping[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @classmethod
    def of(cls, old: Record, new: Record) -> _Documents:
        """Compare by path and by content: a file that was only moved or renamed was neither added nor removed."""
        before = {d["path"]: d["sha256"] for d in old["documents"]}
        after = {d["path"]: d["sha256"] for d in new["documents"]}
        moved = set(before.values()) & set(after.values())
        return cls(
            {d["id"]: d["path"] for d in old["documents"]},
            {d["id"]: d["path"] for d in new["documents"]},
            tuple(path for path, sha256 in after.items() if path not in before and sha256 not in moved),
            tuple(path for path, sha256 in before.items() if path not in after and sha256 not in moved),
            tuple(path for path, sha256 in after.items() if path in before and before[path] != sha256),
        )


def _general(old: Record, new: Record) -> tuple[Cause, ...]:
    """Return what differs between the runs for all requirements alike."""
    causes = []
    if old["pack"]["sha256"] != new["pack"]["sha256"]:
        causes.append(Cause("pack", tuple(f"{r['pack']['name']} {r['pack']['version']}" for r in (old, new))))
    versions = tuple(r["run"]["program_version"] for r in (old, new))
    if versions[0] != versions[1]:
        causes.append(Cause("program", versions))
    first, second = (r["run"]["settings"] for r in (old, new))
    names = sorted({*first, *second} - _IGNORED_SETTINGS)
    other = tuple(name for name in names if first.get(name) != second.get(name))
    return (*causes, Cause("settings", other)) if other else tuple(causes)


def _difference(
    old: Record | None, new: Record | None, documents: _Documents, general: tuple[Cause, ...]
) -> Difference | None:
    before: VerdictName | Literal[""] = old["verdict"] if old else ""
    after: VerdictName | Literal[""] = new["verdict"] if new else ""
    if before == after:
        return None
    entry = new or old or {}
    causes = _causes(old, new, documents, general) if old and new else general
    return Difference(
        entry["requirement"],
        entry["clause"],
        _effect(before, after),
        before,
        after,
        causes or (Cause("unknown"),),
    )


def _effect(before: str, after: str) -> Effect:
    if not before:
        return "added"
    if not after:
        return "dropped"
    if (before in OPEN) == (after in OPEN):
        return "changed"
    return "opened" if after in OPEN else "closed"


def _causes(old: Record, new: Record, documents: _Documents, general: tuple[Cause, ...]) -> tuple[Cause, ...]:
    said = [(e["decision"] or {}).get("verdict") for e in (old, new)]
    if said[0] != said[1]:
        # A decision overrules whatever else may have changed.
        who = (new["decision"] or old["decision"] or {}).get("reviewer") or ""
        return (Cause("reviewer", (who,) if who else ()),)
    other = _other_evidence(old, new, documents)
    by_kind: tuple[tuple[CauseKind, tuple[str, ...]], ...] = (
        ("document-text", documents.changed),
        ("document-added", documents.added),
        ("document-removed", documents.removed),
    )
    causes = [Cause(kind, tuple(p for p in paths if p in other)) for kind, paths in by_kind if other & set(paths)]
    explained = {path for cause in causes for path in cause.names}
    # Other evidence in an untouched document, or the same read differently, is the map's or the program's doing.
    return (*causes, *general) if not causes or other - explained else tuple(causes)


def _other_evidence(old: Record, new: Record, documents: _Documents) -> set[str]:
    """Return the paths of the documents whose evidence for a requirement is not the same in both registers."""
    first, second = (
        {(names.get(e["document"], e["document"]), e["quote"], e["relation"]) for e in entry["evidence"]}
        for entry, names in ((old, documents.old), (new, documents.new))
    )
    return {path for path, _, _ in first ^ second}
