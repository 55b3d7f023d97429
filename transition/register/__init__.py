"""Verdicts joined with people's decisions."""

from transition.register.build import build_register
from transition.register.merge import merge_decisions

__all__ = ["build_register", "merge_decisions"]
