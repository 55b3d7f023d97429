"""From what was found to a verdict: a table, tried from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transition.model import GapKind, VerdictName

CLOSE = 0.34  # likeness to the requirement's wording from which a passage may state it in other words
CLOSE_FIT = 0.6
NEVER_ASKED_BEFORE = frozenset({"new"})
INSIDE, OUTSIDE = "inside", "outside"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table looks at for one requirement.

    ``general`` says that whatever states it only repeats it; ``pointed`` whether a document that places point to is
    ``inside`` the set or ``outside``.
    """

    excluded: bool
    elements: int
    stated: int
    named: int
    likeness: float
    fit: float
    change: str
    documented: bool
    near: bool = False
    denied: bool = False
    faint: bool = False
    general: bool = False
    pointed: str = ""

    @property
    def close(self) -> bool:
        """Whether some passage comes close to the wording in a fitting clause."""
        return self.likeness >= CLOSE and self.fit >= CLOSE_FIT and self.change not in NEVER_ASKED_BEFORE


Row = tuple[str, VerdictName, Callable[[Facts], bool]]

TABLE: tuple[Row, ...] = (
    # rule                       verdict           holds when
    ("not-applicable-excluded", "not-applicable", lambda f: f.excluded),
    ("review-conflict", "review", lambda f: f.denied and f.stated > 0),
    ("partial-general", "partial", lambda f: f.general and 0 < f.elements == f.stated),
    ("met-one", "met", lambda f: f.elements == 1 == f.stated),
    ("met-all", "met", lambda f: 0 < f.elements == f.stated),
    ("partial-elements", "partial", lambda f: 0 < f.stated < f.elements),
    ("review-near", "review", lambda f: f.near and f.change not in NEVER_ASKED_BEFORE),
    ("review-weak", "review", lambda f: f.close),
    ("review-faint", "review", lambda f: f.faint and f.change not in NEVER_ASKED_BEFORE),
    ("gap-pointer-outside", "gap", lambda f: f.pointed == OUTSIDE),
    ("gap-pointer-inside", "gap", lambda f: f.pointed == INSIDE),
    ("gap-mention-only", "gap", lambda f: f.named > 0),
    ("gap-document", "gap", lambda f: f.documented),
    ("gap-nothing", "gap", lambda _: True),
)


def verdict(facts: Facts) -> tuple[str, VerdictName]:
    """Return the rule that fires first and its verdict."""
    return next((rule, name) for rule, name, holds in TABLE if holds(facts))


def kind(name: VerdictName, *, documented: bool, served: bool, pointed: str = "") -> GapKind | None:
    """Return what sort of gap it is: a document asked for, an element a procedure lacks, or something to ask people.

    ``served`` says whether some passage treats the clause at all; ``pointed`` is that of the facts.
    """
    if name not in ("gap", "partial"):
        return None
    if name == "gap" and (documented or pointed == OUTSIDE):
        return "document"
    return "content" if served or name == "partial" or pointed == INSIDE else "no-evidence"
