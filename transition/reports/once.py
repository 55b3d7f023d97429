"""Work done once for a register, however many reports ask for what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from transition.model import GapRegister

Result = TypeVar("Result")


def once(make: Callable[[GapRegister], Result]) -> Callable[[GapRegister], Result]:
    """Return ``make`` with what it made kept as long as the register is; nobody may change that.

    A register never changes, so it is kept where its own cached properties are.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def made(register: GapRegister) -> Result:
        kept = vars(register)
        if name not in kept:
            kept[name] = make(register)
        return cast("Result", kept[name])

    return made
