"""Proposed wording: for each missing element a short clause an author may adapt, in the document's language."""

from __future__ import annotations

from dataclasses import dataclass

from transition.messages import LANGUAGES, say
from transition.model import GapEntry
from transition.reports import words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The wording proposed for one missing element; ``own`` where the clause pack holds one for just this."""

    label: str
    text: str
    own: bool


def suggestions(entry: GapEntry, language: str) -> tuple[Suggestion, ...]:
    """Return what is proposed for each missing element of a requirement, in the order they are listed as missing."""
    elements = {element.id: element for element in entry.requirement.elements}
    found = []
    for id, label in zip(entry.assessment.missing, words.missing(entry, language), strict=True):
        own = elements[id].suggestion.get(language, "") if id in elements else ""
        found.append(Suggestion(label, own or say("annotated.suggestion", language, label=label), bool(own)))
    return tuple(found)


def spoken_in(language: str, otherwise: str) -> str:
    """Return the language proposals for a document are made in: its own where it has one, else the report's."""
    return language if language in LANGUAGES else otherwise
