"""Verdicts joined with people's decisions."""

from transition.register.beside import ACTION, OWN_SHEET, action_of, edit_of, lay_words
from transition.register.build import build_register
from transition.register.declared import declare
from transition.register.merge import merge_decisions
from transition.register.origin import lengths_at, origin_of
from transition.register.threeway import Edit, Merged, difference, merge_edits
from transition.register.values import (
    CONFIRMED,
    REQUIREMENT,
    STAMP,
    Values,
    decision_of,
    decisions_of,
    replay,
    said,
    states,
    values_of,
)

__all__ = [
    "ACTION",
    "CONFIRMED",
    "OWN_SHEET",
    "REQUIREMENT",
    "STAMP",
    "Edit",
    "Merged",
    "Values",
    "action_of",
    "build_register",
    "decision_of",
    "decisions_of",
    "declare",
    "difference",
    "edit_of",
    "lay_words",
    "lengths_at",
    "merge_decisions",
    "merge_edits",
    "origin_of",
    "replay",
    "said",
    "states",
    "values_of",
]
