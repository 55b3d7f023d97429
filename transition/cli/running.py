"""One run of ``analyze``: found unchanged, or done and its reports written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transition.cli.chosen import Chosen, joined, keep_findings, take_over
from transition.cli.ending import print_json, told_of
from transition.errors import TransitionError

if TYPE_CHECKING:
    from transition.asked import Progress, Settings
    from transition.cache import Cache
    from transition.cluster import Cluster
    from transition.model import GapRegister, Problem
    from transition.unchanged import Told
    from transition.work import Means


@dataclass(frozen=True, slots=True)
class Asked:
    """All that decides what a run writes."""

    chosen: Chosen
    settings: Settings
    reports: tuple[str, ...]
    groups: tuple[str, ...]
    annotate_only: tuple[str, ...]
    template: Path | None
    decisions: tuple[Path, ...]
    by_folder: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that was done; ``told`` is ``None`` where there was no document that could be read."""

    register: GapRegister
    told: Told | None
    taken: int = 0

    @property
    def typed(self) -> bool:
        """Whether people have written anything into what the run left."""
        return is_typed(self.register)

    @property
    def problems(self) -> Sequence[Problem]:
        """What people should know."""
        return self.register.problems

    def print_json(self, language: str) -> None:
        """Print the register as one JSON document."""
        print_json(self.register, language)


@contextmanager
def cache_for(*, no_cache: bool) -> Iterator[Cache]:
    """Give the user's cache, or one that ends with the run."""
    from transition.cache import Cache, user_cache

    if not no_cache:
        yield user_cache()
        return
    with tempfile.TemporaryDirectory(prefix="transition-", ignore_cleanup_errors=True) as folder:
        yield Cache(Path(folder))


def means_of(on_cluster: bool, jobs: int | None, cluster: Cluster, cache: Cache) -> Means:
    """Return how the work is done; without a number of jobs, by as many as there are processors."""
    from transition.engine import processors
    from transition.work import Means

    return Means(processors() if jobs is None else jobs, cache, cluster if on_cluster else None)


def origin(asked: Asked) -> str:
    """Return what tells this run from others, "" if that cannot be said."""
    from transition.unchanged import origin as made_from

    chosen = asked.chosen
    own = chosen.project.kept_files if chosen.project else ()
    template = (asked.template,) if asked.template else ()
    more = (asked.reports, asked.groups, asked.annotate_only, asked.by_folder)
    return made_from(chosen.paths, chosen.pack, asked.settings, more, (*own, *template, *asked.decisions))


def run(asked: Asked, means: Means, progress: Progress) -> Ran:
    """Read, judge, join with what people decided, and write the reports."""
    from transition.pipeline import analyze_files

    chosen, settings = asked.chosen, asked.settings
    taken = take_over(chosen, asked.decisions, settings.today)
    register = analyze_files(chosen.paths, chosen.pack, settings, means=means, progress=progress)
    if not register.documents:
        return Ran(register, None)
    # Somebody may have typed and saved while the documents were read.
    taken += take_over(chosen, asked.decisions, settings.today)
    register = with_words(asked, means.cache, register)
    told = delivered(asked, register, means.cache, progress)
    keep_findings(chosen, register)
    return Ran(register, told, taken)


def with_words(asked: Asked, cache: Cache, register: GapRegister) -> GapRegister:
    """Return the register with what people decided and wrote, read from where it may be."""
    from transition.handouts import worksheets_in
    from transition.project import workbooks_in
    from transition.unchanged import last, untyped

    out = asked.chosen.out
    known = untyped(last(cache, out), out, [*workbooks_in(out), *worksheets_in(out)])
    return joined(asked.chosen, register, asked.decisions, asked.settings.today, known)


def is_typed(register: GapRegister) -> bool:
    """Return whether a register holds any word of a person."""
    r = register
    beside = r.actions or r.notes or r.own_sheets or r.orphans or r.history or r.conflicts
    return bool(beside) or any(entry.decision for entry in r.entries)


def delivered(
    asked: Asked,
    register: GapRegister,
    cache: Cache,
    progress: Progress,
    files: Mapping[str, Path] | None = None,
) -> Told:
    """Write the reports and return what there is to tell; ``files`` are the documents' files by name, where known."""
    from transition.cache import Made
    from transition.handouts import Handouts
    from transition.project import deliver

    chosen = asked.chosen
    made = Made(cache, chosen.out)
    handouts = Handouts(chosen.paths, asked.groups, asked.annotate_only, asked.template, made, files)
    try:
        language = asked.settings.report_language
        delivery = deliver(register, chosen.out, asked.reports, language, progress, handouts)
    except OSError as fault:
        raise TransitionError("bad-out", out=chosen.out, fault=fault.strerror or fault) from None
    return told_of(register, delivery, chosen.out)
