"""All files of a run worked on: what was done before comes from the cache, the rest is done in guarded processes.

A document's share is kept as soon as it is done, so a run that was killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from transition.cache import Cache, fingerprint, from_bytes, key_of, to_bytes, user_cache
from transition.clauses import Profile, load_profile
from transition.cluster import Cluster, run_on_cluster
from transition.documents import FoundFile, OldFiles, assign_ids, made_from, read_document
from transition.engine import MEGABYTES, SECONDS, Outcome, run_guarded
from transition.line import Job, Line, Stated, examine_one, in_language
from transition.model import ClausePack, Document, Problem

READ, STATED, PACKS = "read", "stated", "packs"
_READING = ("documents", "text/normal.py", "model.py", "line.py", "work.py", "cache")
_STATING = (*_READING, "text", "mapping", "assessment", "clauses/remarks.py")
_CERTAIN = frozenset({"damaged-file", "empty-file", "not-a-word-file", "nothing-readable", "password-protected"})
"""Faults that lie in the file itself, so that another try could not end otherwise."""
_FAULTS = {"crashed": "document-crashed", "too-slow": "document-too-slow"}

Told = Callable[[int, int, int], None]
"""Told how many documents are done, how many there are, and how many of those done have a problem that is an error."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job and the keys of its results; a key is "" where the results must not be kept."""

    job: Job
    sha256: str
    read: str
    stated: str


Done = tuple[bytes, bytes]
"""A document and what it states, as a process sends them."""
NOTHING = to_bytes(Stated(None, {}))


@dataclass(frozen=True, slots=True)
class Share:
    """One document worked on: itself, and what it states in the compact form of the cache."""

    document: Document
    stated: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """What is looked for beside the clauses: the language forced on documents, or ``auto``, and the profile."""

    language: str = "auto"
    profile: Profile = field(default_factory=load_profile)


@dataclass(frozen=True, slots=True)
class Means:
    """How the work is done: none of it changes what comes of it.

    ``jobs`` guarded processes, or 0 for this one; or a ``cluster``, which finds the cache in the same place. One
    document may take ``seconds``.
    """

    jobs: int = 0
    cache: Cache = field(default_factory=user_cache)
    cluster: Cluster | None = None
    seconds: float = SECONDS


def work_on_files(
    files: Sequence[FoundFile], pack: ClausePack, given: Given, means: Means, progress: Told
) -> list[Share]:
    """Return the shares of all files in their order, whatever order they were done in.

    A file that crashes its process or takes too long becomes a document without passages that says so.
    """
    tasks = tasks_of(files, pack, given)
    done = _shares(tasks, pack, given, means, progress)
    return [done[n] for n in range(len(tasks))]


def work_ahead(tasks: Sequence[Task], pack: ClausePack, given: Given, means: Means, progress: Told) -> dict[str, Share]:
    """Do all tasks and leave the shares in the cache; return, by name of the file, only those that are not kept there.

    So the documents of many groups are worked on at once and need not all be in memory.
    """
    shares = _shares(tasks, pack, given, means, progress, hold=False)
    return {tasks[n].job.name: share for n, share in shares.items()}


def shares_of(
    tasks: Sequence[Task], pack: ClausePack, given: Given, means: Means, ahead: Mapping[str, Share]
) -> list[Share]:
    """Return the shares of tasks that were done ahead."""
    left = [task for task in tasks if task.job.name not in ahead]
    done = _shares(left, pack, given, means, lambda *_: None)
    found = dict(ahead) | {task.job.name: done[n] for n, task in enumerate(left)}
    return [found[task.job.name] for task in tasks]


def _shares(
    tasks: Sequence[Task], pack: ClausePack, given: Given, means: Means, progress: Told, *, hold: bool = True
) -> dict[int, Share]:
    """Return shares by the position of their task: all of them, or those alone that the cache does not hold."""
    floor = _Floor(pack, given, means, lambda: progress(len(done), len(tasks), failed))
    known = [n for n, task in enumerate(tasks) if floor.is_known(task)]
    left = set(range(len(tasks))).difference(known)
    done: set[int] = set()
    shares: dict[int, Share] = {}
    failed = 0

    def take(position: int, share: Share) -> None:
        nonlocal failed
        if hold or not floor.is_known(tasks[position]):
            shares[position] = share
        done.add(position)
        failed += any(p.severity == "error" for p in share.document.problems)
        progress(len(done), len(tasks), failed)

    def recall() -> None:
        for position in known:
            share = floor.recalled(tasks[position])
            if share is not None:
                take(position, share)

    for position, share in floor.work({n: tasks[n] for n in sorted(left)}, recall):
        take(position, share)
    # What was kept and could not be trusted is done anew.
    for position, share in floor.work({n: tasks[n] for n in known if n not in done}, lambda: None):
        take(position, share)
    return shares


def tasks_of(files: Sequence[FoundFile], pack: ClausePack, given: Given) -> list[Task]:
    """Return what is to be done with each file, and the keys of what comes of it."""
    ids = assign_ids([f.name for f in files])
    reading, stating = fingerprint(*_READING), key_of(fingerprint(*_STATING), pack, given.language, repr(given.profile))
    tasks = []
    for file, own_id in zip(files, ids, strict=True):
        sha256, converted_by = made_from(file.path)
        read = key_of(reading, sha256, converted_by, file.name, own_id) if sha256 else ""
        tasks.append(Task(Job(file.path, file.name, own_id), sha256, read, key_of(stating, read) if read else ""))
    return tasks


class _Floor:
    """Where the work of one run is done."""

    def __init__(self, pack: ClausePack, given: Given, means: Means, told: Callable[[], None]) -> None:
        self._pack, self._given, self._means, self._told = pack, given, means, told
        self._desk: Desk | None = None

    @property
    def _is_here(self) -> bool:
        return self._means.jobs == 0 and self._means.cluster is None

    def is_known(self, task: Task) -> bool:
        """Return whether the results of a task seem to be kept."""
        cache = self._means.cache
        return bool(task.read) and cache.has(READ, task.read) and cache.has(STATED, task.stated)

    def recalled(self, task: Task) -> Share | None:
        """Return what is kept of a task, ``None`` if it cannot be trusted."""
        document = _kept_document(self._means.cache, task)
        stated = self._means.cache.get(STATED, task.stated)
        if document is None or stated is None:
            return None
        return Share(in_language(document, self._given.language), stated)

    def work(self, tasks: Mapping[int, Task], meanwhile: Callable[[], None]) -> Iterator[tuple[int, Share]]:
        """Yield the shares of ``tasks`` as they are done; ``meanwhile`` is called once, while others work."""
        if not tasks or self._is_here:
            meanwhile()
        if not tasks:
            return
        with OldFiles([t.job.path for t in tasks.values()], self._told, self._means.cache) as old_files:
            if self._is_here:
                self._desk = self._desk or Desk(self._pack, self._given, self._means.cache)
                for position, task in tasks.items():
                    yield position, Share(*self._desk.work(task, old_files))
                return
            old_files.prepare()  # LibreOffice takes many files in one call; the processes then find them converted
            yield from self._guarded(tasks, meanwhile)

    def _guarded(self, tasks: Mapping[int, Task], meanwhile: Callable[[], None]) -> Iterator[tuple[int, Share]]:
        places = list(tasks)
        outcomes = self._outcomes(list(tasks.values()), meanwhile)
        for outcome in outcomes:
            task = tasks[places[outcome.position]]
            if outcome.fault:
                yield places[outcome.position], _faulty(task, outcome.fault)
            else:
                share = self._received(task, outcome.result)
                yield places[outcome.position], share or _faulty(task, "crashed")

    def _outcomes(self, tasks: Sequence[Task], meanwhile: Callable[[], None]) -> Iterator[Outcome[Done | None]]:
        means = self._means
        if means.cluster is None:
            here = (self._pack, self._given, means.cache)
            return run_guarded(
                work, tasks, jobs=means.jobs, prepare=prepare, given=here, meanwhile=meanwhile, seconds=means.seconds
            )
        key = key_of(self._pack)
        means.cache.put(PACKS, key, to_bytes(self._pack))
        return run_on_cluster(
            means.cluster,
            work_and_keep,
            tasks,
            jobs=means.jobs,
            prepare=prepare_there,
            given=(key, self._given, means.cache, fingerprint()),
            check=check_there,
            meanwhile=meanwhile,
            seconds=means.seconds,
        )

    def _received(self, task: Task, result: Done | None) -> Share | None:
        """Return what a process sent, or what it left in the cache."""
        if result is None:
            return self.recalled(task)
        document = from_bytes(Document, result[0])
        return None if document is None else Share(document, result[1])


def _faulty(task: Task, fault: str) -> Share:
    problem = Problem(_FAULTS[fault], "error", task.job.name)
    return Share(Document(task.job.id, task.job.name, "", problems=(problem,)), NOTHING)


def _kept_document(cache: Cache, task: Task) -> Document | None:
    data = cache.get(READ, task.read) if task.read else None
    return None if data is None else from_bytes(Document, data)


class Desk:
    """Works on one document after another, keeping what comes of each."""

    def __init__(self, pack: ClausePack, given: Given, cache: Cache) -> None:
        """Take what is looked for, and the place for results."""
        self._line = Line(pack, given.language, given.profile)
        self._language, self._cache = given.language, cache

    def work(self, task: Task, old_files: OldFiles | None) -> tuple[Document, bytes]:
        """Return the document of a task and what it states, both kept where they can be made again just so."""
        document = _kept_document(self._cache, task) or self._read(task, old_files)
        examined, stated = examine_one(self._line, in_language(document, self._language))
        data = to_bytes(stated)
        if task.stated and len(examined.passages) == len(document.passages) and _is_certain(document):
            self._cache.put(STATED, task.stated, data)
        return examined, data

    def keeps(self, task: Task) -> bool:
        """Return whether all results of a task are in the cache."""
        return bool(task.read) and self._cache.has(READ, task.read) and self._cache.has(STATED, task.stated)

    def _read(self, task: Task, old_files: OldFiles | None) -> Document:
        document = read_document(task.job.path, task.job.name, task.job.id, old_files)
        # A file that was written to since its key was made is somebody else's key.
        if task.read and document.sha256 == task.sha256 and _is_certain(document):
            self._cache.put(READ, task.read, to_bytes(document))
        return document


def _is_certain(document: Document) -> bool:
    return all(p.code in _CERTAIN for p in document.problems if p.severity == "error")


# --- inside a process -----------------------------------------------------------------------------

_desks: list[tuple[Desk, OldFiles]] = []


def prepare(pack: ClausePack, given: Given, cache: Cache) -> None:
    """Get one process ready for ``work``."""
    _desks[:] = [(Desk(pack, given, cache), OldFiles(kept=cache))]


def work(task: Task) -> Done:
    """Do one task in a process that was prepared for it."""
    desk, old_files = _desks[0]
    try:
        document, stated = desk.work(task, old_files)
        return to_bytes(document), stated
    except MemoryError:
        problem = Problem("too-large", "error", task.job.name, {"size": f"> {MEGABYTES} MB"})
    except Exception as error:  # noqa: BLE001 - a bug of ours must not stop the run
        reason = f"{type(error).__name__}: {error}"[:300]
        problem = Problem("reading-failed", "error", task.job.name, {"reason": reason})
    return to_bytes(Document(task.job.id, task.job.name, task.sha256, problems=(problem,))), NOTHING


# --- on another machine ---------------------------------------------------------------------------


def check_there(pack_key: str, given: Given, cache: Cache, program: str) -> str:  # noqa: ARG001
    """Return the code of what keeps a machine from working for another one, "" if nothing does."""
    if program != fingerprint():
        return "cluster-other-program"
    return "" if cache.has(PACKS, pack_key) else "cluster-no-store"


def prepare_there(pack_key: str, given: Given, cache: Cache, program: str) -> None:  # noqa: ARG001
    """Get one process on a machine ready for ``work_and_keep``; the pack comes through the cache."""
    data = cache.get(PACKS, pack_key)
    pack = from_bytes(ClausePack, data) if data else None
    if pack is None:
        raise RuntimeError("the clause pack cannot be read")
    prepare(pack, given, cache)


def work_and_keep(task: Task) -> Done | None:
    """Do one task and leave its results in the cache; they are sent only where they cannot be kept."""
    done = work(task)
    desk, _ = _desks[0]
    return None if desk.keeps(task) else done
