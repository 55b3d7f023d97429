"""What lets a worksheet remember which finding it was filled in on, and tell what was typed from what was printed.

Every requirement's fields carry a hidden mark, ``⟦edition|requirement|stamp|imprint⟧``: the stamp of the finding that
stands beside them, and what was in them when they were written.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from transition.model import Decision, GapEntry

FIELDS = ("action", "responsible", "due", "evidence_seen", "result")
"""The fields of a requirement in the order they stand on the page."""
VERDICT = "result"
"""The field that holds the verdict."""
OWN = tuple(name for name in FIELDS if name != VERDICT)
"""The fields of a decision that no other report has."""
SHEET = "sheet"
"""Takes the place of a requirement in the tags of fields that are about the whole worksheet."""
_MARK = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧|]*)\|([^⟦⟧|]*)\|([^⟦⟧|#]*)#([0-9a-f]+)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was read: the requirement, the stamp beside it, the stamp and the digest of what it held."""

    edition: str
    requirement: str
    stamp: str
    made_on: str
    digest: str
    text: str
    """The whole mark as it stands in the file."""

    def stamp_for(self, decision: Decision) -> str:
        """Return the stamp of the finding a read-back decision was made on."""
        return self.stamp if self.touched(decision) else self.made_on or self.stamp

    def touched(self, decision: Decision) -> bool:
        """Return whether the fields hold something else than when they were written."""
        return digest(decision) != self.digest


def mark(entry: GapEntry, edition: str) -> str:
    """Return the mark of an entry's fields."""
    decision = entry.decision or Decision(entry.requirement.id)
    imprint = f"{decision.stamp}#{digest(decision)}"
    return f"⟦{edition}|{entry.requirement.id}|{entry.assessment.stamp}|{imprint}⟧"


def read_mark(text: str) -> Mark | None:
    """Return the mark in a text, or ``None``."""
    found = _MARK.search(text)
    return Mark(found[1], found[2], found[3], found[4], found[5], found[0]) if found else None


def printed(decision: Decision) -> dict[str, str]:
    """Return what stands in the fields when they are written, the verdict as its code.

    The reason why something does not apply stands under what was seen, where worksheets ask for it.
    """
    told = {name: getattr(decision, name) for name in OWN} | {VERDICT: decision.verdict or ""}
    if decision.verdict == "not-applicable" and not decision.evidence_seen:
        told["evidence_seen"] = decision.reason
    return {name: told[name] for name in FIELDS}


def digest(decision: Decision) -> str:
    """Return a short hash of what stands in the fields, blind to blanks around it."""
    typed = "\x1f".join(" ".join(text.split()) for text in printed(decision).values())
    return hashlib.sha256(typed.encode("utf-8")).hexdigest()[:12]


def tag(edition: str, requirement: str, name: str) -> str:
    """Return the tag of a field; Word takes up to 64 letters."""
    return f"{edition}|{requirement}|{name}"


def sheet_tag(name: str) -> str:
    """Return the tag of a field about the whole worksheet."""
    return f"{SHEET}|{name}"
