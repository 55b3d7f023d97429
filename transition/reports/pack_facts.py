"""What a clause pack holds, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from transition.messages import say
from transition.model import ClausePack
from transition.reports import words


def pack_lines(pack: ClausePack, language: str) -> Iterator[str]:
    """Yield a pack's name and its size."""
    title = words.texts(pack.titles, language)
    yield say("pack_verbs.list.pack", language, name=pack.name, version=pack.version, title=title)
    yield say(
        "pack_verbs.list.facts",
        language,
        editions=f"{pack.from_edition} → {pack.to_edition}",
        count=len(pack.of(pack.to_edition)),
        edition=pack.to_edition,
        pairs=len(pack.correspondence),
        languages=", ".join(pack.languages),
        incomplete="" if pack.complete else say("pack_verbs.list.incomplete", language),
    )


def pack_facts(pack: ClausePack, below: Sequence[str], language: str) -> Iterator[str]:
    """Yield what a pack holds; ``below`` names the packs it extends, the lowest first."""

    def told(key: str, **details: object) -> str:
        return say(f"pack_verbs.show.{key}", language, **details)

    yield told("title", title=words.texts(pack.titles, language))
    yield words.texts(pack.notice, language)
    editions = {"old": pack.from_edition, "new": pack.to_edition}
    yield told("name", name=pack.name, version=pack.version, **editions, languages=", ".join(pack.languages))
    if not pack.complete:
        yield told("incomplete")
    if below:
        yield told("layers", below=" + ".join(below))
    for edition in editions.values():
        rows = pack.of(edition)
        yield told("edition", edition=edition, clauses=len(pack.clauses_of(edition)), requirements=len(rows))
        yield told("changes", counts=_counts(words.change_label(r.change, language) for r in rows))
    for old, new in ((pack.from_edition, pack.to_edition), (pack.to_edition, pack.from_edition)):
        yield from _pairs(pack, old, new, language)
    asked = Counter(r.documented for r in pack.of(pack.to_edition) if r.documented_need != "none")
    yield told("written", edition=pack.to_edition, documents=asked["document"], records=asked["record"])
    labels = (words.texts(c.labels, language) or c.id for c in pack.conditions if any(map(len, c.excluded.values())))
    yield told("conditions", conditions="; ".join(labels))
    own = sum(bool(r.own_text) for r in pack.requirements)
    if own:
        yield told("own", count=own)


def sound_pack(pack: ClausePack, language: str) -> str:
    """Return the sentence that says a pack is sound, and how much of it was looked at."""
    elements = [e for r in pack.requirements for e in r.elements]
    hits = sum(len(sentences) for e in elements for sentences in e.hits.values())
    misses = sum(len(sentences) for e in elements for sentences in e.misses.values())
    facts = {"name": pack.name, "version": pack.version, "edition": pack.to_edition}
    count = len(pack.of(pack.to_edition))
    return say("pack_verbs.check.sound", language, **facts, count=count, hits=hits, misses=misses)


def _pairs(pack: ClausePack, old: str, new: str, language: str) -> Iterator[str]:
    rows = [c for c in pack.correspondence if c.from_edition == old]
    if not rows:
        return
    yield say("pack_verbs.show.pairs", language, old=old, new=new, count=len(rows))
    yield say("pack_verbs.show.relations", language, counts=_counts(c.relation for c in rows))
    yield say("pack_verbs.show.certainty", language, counts=_counts(c.certainty for c in rows))
    alone = [c.old or c.new for c in rows if not (c.old and c.new)]
    if alone:
        yield say("pack_verbs.show.alone", language, clauses=", ".join(alone))


def _counts(values: Iterable[str]) -> str:
    return " · ".join(f"{value} {count}" for value, count in Counter(values).most_common())
