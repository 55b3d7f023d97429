"""Runs work in guarded processes: what crashes, hangs or eats memory is named and costs only itself.

The pool is pebble's: it ends a process whose work takes too long, and replaces one that died.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as SlowError
from concurrent.futures import as_completed
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Fault = Literal["crashed", "too-slow"]

SECONDS = 120.0
"""One document may take this long, old formats included."""
MEGABYTES = 2_500
"""One process may hold this much; a document that wants more gets a MemoryError, which its reader reports."""
_FRESH_AFTER = 500  # documents after which a process is replaced, so that no leak grows for ever


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What came of one item: its position, and its result or the fault that ended it."""

    position: int
    result: Result | None = None
    fault: Fault | None = None


def processors() -> int:
    """Return how many processes may work at once on this machine."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_guarded(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int,
    prepare: Callable[..., None],
    given: tuple[Any, ...] = (),
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[Outcome[Result]]:
    """Yield the outcome of ``work(item)`` for each item, in the order they are done.

    ``prepare(*given)`` runs once in each of the ``jobs`` processes. All functions must be importable by name. The
    processes end with the iterator, also when it is closed early or the program is interrupted. ``meanwhile`` is called
    once, while they start on the work.
    """
    pool = GuardedPool(min(jobs, len(items)), prepare=prepare, given=given, seconds=seconds, megabytes=megabytes)
    try:
        yield from pool.outcomes(work, items, meanwhile)
    finally:
        pool.stop()


class GuardedPool:
    """Guarded processes that wait for work, prepared once; see ``run_guarded``."""

    def __init__(
        self,
        jobs: int,
        *,
        prepare: Callable[..., None],
        given: tuple[Any, ...] = (),
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        """Get ready to start at most ``jobs`` processes when there is work."""
        from pebble import ProcessPool

        self._seconds = seconds
        self._pool: Any = ProcessPool(
            max_workers=max(1, jobs),
            max_tasks=_FRESH_AFTER,
            initializer=_begin,
            initargs=(os.getpid(), megabytes, prepare, given),
            context=_context(),
        )

    def outcomes(
        self, work: Callable[[Item], Result], items: Sequence[Item], meanwhile: Callable[[], None] = lambda: None
    ) -> Iterator[Outcome[Result]]:
        """Yield the outcome of each item, in the order they are done."""
        from pebble import ProcessExpired

        futures = {self._pool.schedule(work, args=(item,), timeout=self._seconds): n for n, item in enumerate(items)}
        meanwhile()
        for future in as_completed(list(futures)):
            number = futures.pop(future)  # a result that was handed on must not be held
            try:
                yield Outcome(number, future.result())
            except SlowError:
                yield Outcome(number, fault="too-slow")
            except ProcessExpired:
                yield Outcome(number, fault="crashed")

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        self._pool.stop()
        self._pool.join()


def _context() -> Any:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # The server imports once what every process needs; the processes then start in a few milliseconds.
    context.set_forkserver_preload(["transition.pipeline", "spacy", "numpy", "lxml.etree"])
    return context


def _begin(parent: int, megabytes: int, prepare: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Set up one process: no interruptions of its own, a bound on memory, an end with its parent."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends the processes
    _bound_memory(megabytes)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    prepare(*given)


def _bound_memory(megabytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    limit = megabytes * 1024 * 1024
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    bound = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, highest))


def _end_with(parent: int) -> None:
    """End this process soon after its parent has gone, however it went."""
    import time

    while _alive(parent):
        time.sleep(2)
    os._exit(1)


def _alive(process: int) -> bool:
    if sys.platform == "win32":
        return True  # pebble's pipes break with the parent, which ends the process there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
