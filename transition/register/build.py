"""Puts the parts of one run together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transition.model import (
    Assessment,
    ClausePack,
    Document,
    GapEntry,
    GapRegister,
    Match,
    Problem,
    RetiredFinding,
    RunInfo,
    WordingFinding,
)


def build_register(
    pack: ClausePack,
    run: RunInfo,
    documents: Sequence[Document],
    assessments: Iterable[Assessment],
    *,
    wording: Iterable[WordingFinding] = (),
    retired: Iterable[RetiredFinding] = (),
    problems: Iterable[Problem] = (),
    matches: Mapping[str, tuple[Match, ...]],
) -> GapRegister:
    """Return the register, its entries in the order of the pack and its problems sorted by document.

    Documents without a passage are left out; their problems stay.
    """
    requirements = {r.id: r for r in pack.of(pack.to_edition)}
    found = [p for d in documents for p in d.problems]
    found += problems
    order = {"error": 0, "warning": 1, "info": 2}
    return GapRegister(
        pack,
        run,
        tuple(d for d in documents if d.passages),
        tuple(GapEntry(requirements[a.requirement], a) for a in assessments),
        tuple(wording),
        tuple(retired),
        tuple(sorted(found, key=lambda p: (order[p.severity], p.document, p.code))),
        matches,
    )
