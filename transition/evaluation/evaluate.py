"""One labelled sheet, and the documents it is about, become a report of how often the program is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transition.asked import Progress, Settings
from transition.clauses import in_profile, load_profile
from transition.documents.language import detect
from transition.errors import InputError
from transition.evaluation.found import evidence_figures, section_figures
from transition.evaluation.labels import Label, labels_of
from transition.evaluation.measures import Figure, Report
from transition.evaluation.passages import mapping_figures
from transition.evaluation.traps import trap_figures
from transition.evaluation.verdicts import verdict_figures
from transition.line import Line
from transition.model import ClausePack
from transition.pipeline import analyze_files

_OF_DOCUMENTS = frozenset({"requirement", "section", "evidence"})


@dataclass(frozen=True, slots=True)
class Told:
    """What an evaluation is told: the folder of the documents that were labelled, and the settings of the run."""

    documents: Path | None
    settings: Settings
    jobs: int = 0


def evaluate(rows: Iterable[Mapping[str, str]], pack: ClausePack, told: Told, progress: Progress) -> Report:
    """Return what the labels in ``rows`` show; ``InputError`` where nothing can be measured with them."""
    labels, unused = labels_of(rows, pack)
    if not labels:
        raise InputError("no-labels-inside", unused=unused)
    by_kind: dict[str, list[Label]] = {}
    for label in labels:
        by_kind.setdefault(label.kind, []).append(_in_language(label))
    figures: dict[str, Sequence[Figure]] = {}
    tables: dict[str, Mapping[str, Mapping[str, int]]] = {}
    misses: list[Mapping[str, str]] = []
    if "passage" in by_kind:
        figures["mapping"] = mapping_figures(by_kind["passage"], pack)
    if "trap" in by_kind:
        own = in_profile(pack, load_profile(told.settings.profile))
        figures["traps"], misses = trap_figures(by_kind["trap"], own, Line(own))
    if by_kind.keys() & _OF_DOCUMENTS and told.documents is not None:
        register = analyze_files([told.documents], pack, told.settings, jobs=told.jobs, progress=progress)
        if "section" in by_kind:
            figures["sections"] = section_figures(by_kind["section"], register, pack.from_edition)
        if "requirement" in by_kind:
            figures["verdicts"], tables = verdict_figures(by_kind["requirement"], register)
        if "evidence" in by_kind:
            figures["evidence"] = evidence_figures(by_kind["evidence"], register)
    return Report(figures, tables, misses)


def _in_language(label: Label) -> Label:
    """Return a label whose language is known: the one it names, else that of its text."""
    return label if label.language or not label.text else replace(label, language=detect(label.text))
