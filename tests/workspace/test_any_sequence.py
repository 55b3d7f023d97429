"""Real workbooks over any sequence of editing, shuffling, inserting, analyzing again and merging: no word is lost or moved."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reports import fake
from transition.messages import say
from transition.model import GapRegister
from transition.register import decisions_of, replay
from transition.reports.workbook import write_workbook
from transition.store.database import Store
from transition.workspace import Project, init, laid_onto, open_project, take

DAY = "2026-01-15"
HEADER, FIRST = 4, 5
HEADS = {"verdict": "Your decision", "reason": "Reason", "reviewer": "Reviewer", "process": "Process"}
TEXTS = {
    "verdict": ["Met", "Gap", "Partial", None],
    "reason": ["seen", "=1+1", "xem biên bản", None],
    "reviewer": ["Lan", "Ben", None],
    "process": ["8.10", "Mua hàng", None],
}
VI = {name: say(f"workbook.columns.{'decision' if name == 'verdict' else name}", "vi") for name in HEADS}
TITLES = tuple(say("workbook.sheets.gap_register", language) for language in ("en", "vi"))
CODES = {"Met": "met", "Gap": "gap", "Partial": "partial"}
PEOPLE = ("anna", "ben")
BARE = fake.register(per_clause=1)
IDS = tuple(e.requirement.id for e in BARE.entries[:3])


@dataclass
class Copy:
    """One person's workbook: what its cells held when it was written, what they hold now, and the findings beside."""

    base: dict[tuple[str, str], str]
    typed: dict[tuple[str, str], str]
    stamps: dict[str, str]
    saved: int = 0


@dataclass
class World:
    """A project, the findings of its documents, and the workbooks people have."""

    project: Project
    folder: Path
    stamps: dict[str, str]
    copies: dict[str, Copy] = field(default_factory=dict)
    ever: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def register(self) -> GapRegister:
        """Return what a run finds now, with all the project holds."""
        entries = tuple(
            replace(e, decision=None, assessment=replace(e.assessment, stamp=self.stamps[e.requirement.id]))
            for e in BARE.entries
            if e.requirement.id in self.stamps
        )
        return laid_onto(self.project, replace(BARE, entries=entries, orphans=()), DAY)

    def words(self) -> dict[tuple[str, str], str]:
        """Return every word that stands in the project."""
        with Store(self.project.folder) as store:
            words = replay(store.history())
        return {(s.key, n): v for s, values in words.items() for n, v in values.items() if n in HEADS and v}

    def path(self, person: str) -> Path:
        return self.folder / f"{person}.xlsx"

    def export(self, person: str, language: str) -> None:
        write_workbook(self.register(), self.path(person), language)
        now = self.words()
        held = {(id, name): now.get((id, name), "") for id in self.stamps if id in IDS for name in HEADS}
        self.copies[person] = Copy(held, dict(held), dict(self.stamps))

    def edit(self, person: str, change) -> None:
        book = openpyxl.load_workbook(self.path(person))
        change(next(book[name] for name in TITLES if name in book.sheetnames))
        self.copies[person].saved += 1
        book.properties.keywords = str(self.copies[person].saved)
        book.save(self.path(person))

    def type(self, person: str, id: str, name: str, text: str | None) -> None:
        copy = self.copies[person]
        if (id, name) not in copy.typed:
            return
        copy.typed[id, name] = CODES.get(text or "", text or "")

        def put(sheet):
            heads = {c.value: c.column for c in sheet[HEADER]}
            place = heads.get(HEADS[name]) or heads[VI[name]]
            row = next(c.row for c in sheet["A"] if c.value == id)
            cell = sheet.cell(row, place)
            cell.value = text
            if text:
                cell.data_type = "s"

        self.edit(person, put)


def shuffle(sheet, chance: random.Random) -> None:
    rows = [[(c.value, c.data_type) for c in row] for row in sheet.iter_rows(min_row=FIRST)]
    chance.shuffle(rows)
    for number, cells in enumerate(rows, start=FIRST):
        for place, (value, kind) in enumerate(cells, start=1):
            cell = sheet.cell(number, place)
            cell.value = value
            if kind == "s":
                cell.data_type = "s"


TYPE = st.sampled_from(sorted(HEADS)).flatmap(
    lambda name: st.tuples(
        st.just("type"), st.sampled_from(PEOPLE), st.sampled_from(IDS), st.just(name), st.sampled_from(TEXTS[name])
    )
)
STEPS = st.one_of(
    TYPE,
    TYPE,
    TYPE,
    st.tuples(st.just("export"), st.sampled_from(PEOPLE), st.sampled_from(["en", "vi"])),
    st.tuples(st.just("shuffle"), st.sampled_from(PEOPLE), st.integers(0, 99)),
    st.tuples(st.just("column"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("merge"), st.sampled_from([("anna",), ("ben",), PEOPLE])),
    st.tuples(st.just("reword"), st.sampled_from(IDS), st.sampled_from(["s1", "s2"])),
    st.tuples(st.just("remove"), st.sampled_from(IDS)),
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=6, max_size=12))
def test_no_word_is_lost_or_moved(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("any")
    init(folder / "project")
    world = World(open_project(folder / "project"), folder, {e.requirement.id: "s0" for e in BARE.entries})
    for person in PEOPLE:
        world.export(person, "en")
    for kind, *told in steps:
        do(world, kind, *told)
        assert laid(world) == {id for id, _ in world.words()}
    for person in PEOPLE:
        merge(world, (person,))


def do(world: World, kind: str, *told) -> None:
    if kind == "export":
        world.export(*told)
    elif kind == "type":
        world.type(*told)
    elif kind == "shuffle":
        world.edit(told[0], lambda sheet: shuffle(sheet, random.Random(told[1])))
    elif kind == "column":
        world.edit(told[0], lambda sheet: sheet.insert_cols(2))
    elif kind == "merge":
        merge(world, told[0])
    elif kind == "reword":
        world.stamps[told[0]] = told[1]
    elif kind == "remove":
        world.stamps.pop(told[0], None)


def merge(world: World, people: tuple[str, ...]) -> None:
    before = world.words()
    intake = take(world.project, [world.path(p) for p in people], DAY)
    assert intake.problems == ()
    after = world.words()
    typed = {
        place: {copy.typed[place] for p in people if (copy := world.copies[p]).typed.get(place) != copy.base.get(place)}
        for place in {*before, *after, *(place for p in people for place in world.copies[p].typed)}
    }
    if intake.conflicts:
        assert after == before
        for conflict in intake.conflicts:
            assert len({text for _, text in conflict.said}) > 1
        return
    for place, texts in typed.items():
        stood, stands = before.get(place, ""), after.get(place, "")
        # What was typed stands, unless it had stood before and somebody who saw it changed it since.
        news = {text for text in texts if text not in world.ever.get(place, [])}
        assert stands == stood or stands in texts, place
        assert len(news) <= 1, place
        assert not news or stands in news, place
        world.ever.setdefault(place, []).extend(t for t in (*sorted(texts), stands) if t)
    for person in people:
        world.edit(person, lambda _: None)
    again = take(world.project, [world.path(p) for p in people], DAY)
    assert (again.changes, again.conflicts, again.problems) == ((), (), ())


def laid(world: World) -> set[str]:
    """Return the requirements that a run lays a word onto, or keeps one for, once it is clear that all is in place."""
    register, words = world.register(), world.words()
    kept = {e.requirement.id: e.decision for e in register.entries if e.decision}
    orphans = {d.requirement: d for d in register.orphans}
    assert not set(kept) & set(orphans)
    with Store(world.project.folder) as store:
        decisions = {d.requirement: d for d in decisions_of(replay(store.history()), fake.NEW)}
    for id, decision in {**kept, **orphans}.items():
        assert {n: str(getattr(decision, n) or "") for n in HEADS} == {n: words.get((id, n), "") for n in HEADS}
        if id in orphans:
            assert decision.state == "orphan"
        else:
            made_on = decisions[id].stamp
            assert decision.state == ("current" if made_on == world.stamps[id] else "stale")
    return set(kept) | set(orphans)
