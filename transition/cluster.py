"""Runs guarded work on many machines: Dask hands out batches, each item still has a guarded process of its own.

The extra ``cluster`` brings Dask. Only outcomes travel back; what is large goes through a store all machines see.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from transition.engine import MEGABYTES, SECONDS, GuardedPool, Outcome
from transition.errors import InputError, TransitionError

Item = TypeVar("Item")
Result = TypeVar("Result")
Batch = list[tuple[int, Any]]
"""Items with their positions."""

_LARGEST = 16
_ROUNDS = 6  # batches for each worker: few enough to be cheap, enough that all end at about the same time
_PATIENCE = 30.0
"""Seconds to wait for a scheduler, and for its first worker."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the work is done: at a scheduler's address, or with "" by workers started on this machine.

    ``ca``, ``cert`` and ``key`` are the files TLS needs; with them every connection is encrypted and checked.
    """

    scheduler: str = ""
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


def run_on_cluster(
    cluster: Cluster,
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int,
    prepare: Callable[..., None],
    given: tuple[Any, ...] = (),
    check: Callable[..., str] = lambda *_: "",
    meanwhile: Callable[[], None] = lambda: None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Iterator[Outcome[Result]]:
    """Yield the outcome of ``work(item)`` for each item, as ``run_guarded`` does.

    ``jobs`` workers are started where no scheduler is given. ``check(*given)`` is asked on a worker before anything
    else: the code of what keeps it from working here, or "". A worker that is lost costs nothing but the time.
    """
    limits = {"seconds": seconds, "megabytes": megabytes}
    with _client(cluster, jobs) as client:
        workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        size = max(1, min(_LARGEST, len(items) // (workers * _ROUNDS)))
        numbered = list(enumerate(items))
        batches = [numbered[n : n + size] for n in range(0, len(numbered), size)]
        yield from _gathered(client, batches, (work, prepare, given, check, limits), meanwhile)


def _gathered(
    client: Any, batches: Sequence[Batch], told: tuple[Any, ...], meanwhile: Callable[[], None]
) -> Iterator[Outcome[Any]]:
    from distributed import CancelledError, KilledWorker, as_completed

    def start(batch: Batch) -> Any:
        return client.submit(run_batch, batch, *told, pure=False)

    waiting = {start(batch): batch for batch in batches}
    meanwhile()
    coming = as_completed(list(waiting))
    for future in coming:
        batch = waiting.pop(future)
        try:
            fault, outcomes = future.result()
        except KilledWorker:
            # Several workers died over it: each item alone shows which one it is.
            if len(batch) == 1:
                yield Outcome(batch[0][0], fault="crashed")
                continue
            for item in batch:
                again = start([item])
                waiting[again] = [item]
                coming.add(again)
            continue
        except (CancelledError, OSError) as error:
            raise TransitionError("cluster-lost", fault=error) from None
        if fault:
            raise InputError(fault)
        yield from outcomes


def run_batch(
    batch: Batch,
    work: Callable[[Any], Any],
    prepare: Callable[..., None],
    given: tuple[Any, ...],
    check: Callable[..., str],
    limits: Mapping[str, Any],
) -> tuple[str, list[Outcome[Any]]]:
    """Do a batch on a worker, one guarded process at a time; return what keeps the worker from it, or the outcomes."""
    fault = check(*given)
    if fault:
        return fault, []
    # Dask marks its workers as processes without children; the guarded ones watch their parent and end with it.
    process = multiprocessing.current_process()
    if process.daemon:
        process.daemon = False
    pool = _pool(prepare, given, limits)
    done = pool.outcomes(work, [item for _, item in batch])
    return "", [Outcome(batch[o.position][0], o.result, o.fault) for o in done]


_pools: dict[int, tuple[Any, GuardedPool]] = {}


def _pool(prepare: Callable[..., None], given: tuple[Any, ...], limits: Mapping[str, Any]) -> GuardedPool:
    """Return this thread's guarded process, kept from batch to batch: preparing one takes as long as ten documents."""
    wanted = (prepare, given, tuple(sorted(limits.items())))
    known, pool = _pools.get(threading.get_ident(), (None, None))
    if pool is None or known != wanted:
        if pool is not None:
            pool.stop()
        pool = GuardedPool(1, prepare=prepare, given=given, **limits)
        _pools[threading.get_ident()] = wanted, pool
    return pool


@contextmanager
def _client(cluster: Cluster, jobs: int) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster
        from distributed.security import Security
    except ModuleNotFoundError:
        raise InputError("cluster-not-installed") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if not cluster.scheduler:
        own = {"n_workers": jobs, "threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None}
        with LocalCluster(**own, silence_logs=logging.CRITICAL) as local, Client(local) as client:
            yield client
        return
    files = {"tls_ca_file": cluster.ca, "tls_client_cert": cluster.cert, "tls_client_key": cluster.key}
    tls = {name: str(file) for name, file in files.items() if file}
    security = Security(**tls, require_encryption=True) if tls else None
    try:
        client = Client(cluster.scheduler, security=security, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError("cluster-unreachable", address=cluster.scheduler, fault=error) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise InputError("cluster-without-workers", address=cluster.scheduler) from None
        yield client
