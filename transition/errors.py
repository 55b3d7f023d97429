"""What can go wrong in a way the user must know: exceptions with a code.

A code has a sentence and a hint in ``transition/messages/<language>/problems.toml``. Rooms turn these into
``Problem`` records wherever the work can go on; only what stops everything is raised to the caller.
"""

from __future__ import annotations

from collections.abc import Mapping

Fault = tuple[str, Mapping[str, str]]
"""One thing that is wrong: an entry below ``fault`` of messages/…/pack.toml or project.toml, and its details."""


class TransitionError(Exception):
    """Something the user can put right; ``code`` names the sentence that says how."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = {key: str(value) for key, value in details.items()}

    def __str__(self) -> str:
        """Name the code and its details, for logs; people read the sentence of the catalogue instead."""
        told = ", ".join(f"{key}={value}" for key, value in self.details.items())
        return f"{self.code} ({told})" if told else self.code


class UnreadableError(TransitionError):
    """A file cannot be read, or must not be."""


class PackError(TransitionError):
    """A clause pack cannot be used; ``faults`` say each thing that is wrong with it."""

    def __init__(self, code: str, faults: tuple[Fault, ...] = (), **details: object) -> None:
        super().__init__(code, **details)
        self.faults = faults


class InputError(TransitionError):
    """Nothing usable was given, or something given must be put right first."""


class SettingsError(InputError):
    """Settings that cannot be used; ``faults`` say each thing that is wrong, in words of messages/…/project.toml."""

    def __init__(self, code: str, faults: tuple[Fault, ...], **details: object) -> None:
        super().__init__(code, **details)
        self.faults = faults
