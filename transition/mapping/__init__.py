"""Which clauses a passage serves, how surely, and why."""

from transition.mapping.mapper import ClauseMapper

__all__ = ["ClauseMapper"]
