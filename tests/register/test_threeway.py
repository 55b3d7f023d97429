"""Several people's words brought together: no word is lost, moved to another row, or written over silently."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transition.model import Assessment, Change, GapEntry, GapRegister, Reason, Requirement, RunInfo, Subject
from transition.register import (
    REQUIREMENT,
    STAMP,
    Edit,
    decisions_of,
    difference,
    merge_decisions,
    merge_edits,
    replay,
    states,
)

DAY = "2026-01-15"
A = Subject(REQUIREMENT, "4.1-1", "2015")


def edit(base, theirs, way="workbook:anna.xlsx", since=()):
    return Edit(A, base, theirs, way, since)


def after(words, merged):
    return {s: {n: t for n, t in v.items() if t} for s, v in _laid(words, merged.changes).items()}


def _laid(words, changes):
    now = {s: dict(v) for s, v in words.items()}
    for change in changes:
        assert now.setdefault(change.subject, {}).get(change.field, "") == change.old
        now[change.subject][change.field] = change.new
    return now


def test_two_people_who_changed_different_fields_both_count():
    merged = merge_edits({}, [edit({}, {"verdict": "met"}), edit({}, {"process": "Sales"}, "workbook:ben.xlsx")], DAY)
    assert after({}, merged) == {A: {"verdict": "met", "process": "Sales"}}
    assert {c.way for c in merged.changes} == {"workbook:anna.xlsx", "workbook:ben.xlsx"}


def test_a_field_changed_twice_differently_is_a_conflict_and_nothing_is_taken():
    other = Subject(REQUIREMENT, "9.3-1", "2015")
    edits = [
        edit({"verdict": "gap"}, {"verdict": "met"}),
        Edit(other, {}, {"verdict": "met"}, "workbook:anna.xlsx"),
        edit({"verdict": "gap"}, {"verdict": "partial"}, "workbook:ben.xlsx"),
        edit({"verdict": "gap"}, {"verdict": ""}, "workbook:chi.xlsx"),
    ]
    merged = merge_edits({A: {"verdict": "gap"}}, edits, DAY)
    assert merged.changes == ()
    (conflict,) = merged.conflicts
    assert (conflict.subject, conflict.field, conflict.base) == (A, "verdict", "gap")
    assert conflict.said == (
        ("workbook:anna.xlsx", "met"),
        ("workbook:ben.xlsx", "partial"),
        ("workbook:chi.xlsx", ""),
    )


def test_what_the_project_holds_since_is_not_written_over():
    merged = merge_edits({A: {"verdict": "partial"}}, [edit({"verdict": "gap"}, {"verdict": "met"})], DAY)
    assert merged.conflicts[0].said == (("", "partial"), ("workbook:anna.xlsx", "met"))


def test_two_people_who_say_the_same_agree_and_clearing_is_a_change():
    both = [edit({"verdict": "gap"}, {}), edit({"verdict": "gap"}, {}, "workbook:ben.xlsx")]
    merged = merge_edits({A: {"verdict": "gap"}}, both, DAY)
    assert [(c.old, c.new) for c in merged.changes] == [("gap", "")]


def test_an_old_copy_that_comes_again_says_nothing_new():
    since = ({"verdict": "met"}, {"verdict": "partial"})
    again = edit({}, {"verdict": "met"}, since=since)
    assert merge_edits({A: {"verdict": "partial"}}, [again], DAY) == merge_edits({}, [], DAY)


@pytest.mark.parametrize(
    ("words", "theirs", "stamp"),
    [
        ({}, {"verdict": "met", STAMP: "new"}, "new"),
        ({"verdict": "met", STAMP: "old"}, {"verdict": "met", "reason": "seen", STAMP: "new"}, "new"),
        # Typed beside the empty verdict, so nothing is said about the one Ben made on an older finding.
        ({"verdict": "gap", STAMP: "old"}, {"process": "Sales", STAMP: "new"}, "old"),
        ({"verdict": "met", STAMP: "old"}, {"verdict": "met", "reason": "seen"}, "old"),
    ],
)
def test_a_stamp_goes_with_the_verdict_that_was_seen_beside_the_finding(words, theirs, stamp):
    base = {n: t for n, t in words.items() if n in theirs and n != STAMP}
    merged = merge_edits({A: words}, [edit(base, theirs)], DAY)
    assert after({A: words}, merged)[A][STAMP] == stamp


def test_the_stamp_alone_changes_nothing():
    words = {A: {"verdict": "met", STAMP: "old"}}
    assert merge_edits(words, [edit(words[A], {"verdict": "met", STAMP: "new"})], DAY).changes == ()


def test_history_names_who_when_why_and_by_which_way():
    theirs = {"verdict": "met", "reviewer": "Lan", "reason": "seen"}
    change = merge_edits({}, [edit({}, theirs)], DAY).changes[0]
    assert change == Change(A, "verdict", "", "met", "Lan", DAY, "seen", "workbook:anna.xlsx")


def test_a_decision_on_another_editions_requirement_is_kept_and_does_not_land_on_its_namesake():
    words = {A: {"verdict": "met"}, replace(A, edition="2026"): {"verdict": "gap"}}
    kept = {d.requirement: d.verdict for d in decisions_of(words, "2026")}
    assert kept == {"2015:4.1-1": "met", "4.1-1": "gap"}


# --- any sequence of edit, shuffle, insert, re-analyze, merge -------------------------------------

IDS = tuple(f"4.{n}-1" for n in range(1, 4))
PEOPLE = ("anna", "ben", "chi")
FIELDS = ("verdict", "reason", "reviewer")
TEXTS = {"verdict": ["met", "gap", "partial", ""], "reason": ["r1", "r2", ""], "reviewer": ["Lan", ""]}


@dataclass
class Copy:
    """A workbook as one person holds it: rows by key, what they were when it was written, and how long the line was."""

    rows: dict[str, dict[str, str]]
    base: dict[str, dict[str, str]]
    known: dict[str, int]


@dataclass
class World:
    """A project, the documents under it, and the copies people have."""

    history: list[Change] = field(default_factory=list)
    stamps: dict[str, int] = field(default_factory=lambda: dict.fromkeys(IDS[:2], 0))
    copies: dict[str, Copy] = field(default_factory=dict)
    done: list[list[tuple[Edit, int]]] = field(default_factory=list)

    def register(self) -> GapRegister:
        entries = tuple(
            GapEntry(
                Requirement(id, "2015", id, {}, "", ""),
                Assessment(id, "gap", None, (), (), Reason("gap-nothing"), 0.5, f"s{stamp}"),
            )
            for id, stamp in self.stamps.items()
        )
        empty = GapRegister(None, RunInfo("", DAY, {}), (), entries)  # type: ignore[arg-type]
        return merge_decisions(empty, decisions_of(replay(self.history), "2015"))

    def words(self):
        return {s.key: v for s, v in replay(self.history).items()}

    def export(self, person):
        words, lines = self.words(), states(self.history)
        base = {id: {n: t for n, t in words.get(id, {}).items() if t and n != STAMP} for id in self.stamps}
        known = {id: len(lines.get(Subject(REQUIREMENT, id, "2015"), [{}])) - 1 for id in self.stamps}
        self.copies[person] = Copy({id: dict(row) for id, row in base.items()}, base, known)

    def edits(self, person):
        """Return what ``person`` typed since the copy was written."""
        copy, lines = self.copies[person], states(self.history)
        return [
            Edit(
                subject := Subject(REQUIREMENT, id, "2015"),
                copy.base[id],
                {**row, STAMP: f"s{self.stamps.get(id, 0)}"},
                f"workbook:{person}.xlsx",
                tuple(lines.get(subject, [{}])[copy.known[id] + 1 :]),
            )
            for id, row in copy.rows.items()
            if difference(copy.base[id], row)
        ]


TYPE = st.sampled_from(FIELDS).flatmap(
    lambda name: st.tuples(
        st.just("type"),
        st.sampled_from(PEOPLE),
        st.sampled_from(IDS),
        st.just(name),
        st.sampled_from(TEXTS[name]),
    )
)
STEPS = st.one_of(
    TYPE,
    TYPE,
    TYPE,
    st.tuples(st.just("export"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("shuffle"), st.sampled_from(PEOPLE), st.randoms(use_true_random=False)),
    st.tuples(st.just("merge"), st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)),
    st.tuples(st.just("again"), st.integers(0, 5)),
    st.tuples(st.just("reword"), st.sampled_from(IDS)),
    st.tuples(st.just("insert"), st.sampled_from(IDS)),
    st.tuples(st.just("remove"), st.sampled_from(IDS)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(STEPS, min_size=12, max_size=60))
def test_no_word_is_lost_or_moved_over_any_sequence(steps):
    world = World()
    for person in PEOPLE:
        world.export(person)
    for step in steps:
        before = list(world.history)
        do(world, *step)
        assert world.history[: len(before)] == before
        reanalyzed(world)


def do(world, step, *given_):
    if step == "export":
        world.export(given_[0])
    elif step == "type":
        person, id, name, text = given_
        if id in world.copies[person].rows:
            world.copies[person].rows[id][name] = text
    elif step == "shuffle":
        copy = world.copies[given_[0]]
        keys = list(copy.rows)
        given_[1].shuffle(keys)
        copy.rows = {key: copy.rows[key] for key in keys}
    elif step == "merge":
        merge(world, given_[0])
    elif step == "again" and world.done:
        came_again = merge_edits(replay(world.history), since(world, world.done[given_[0] % len(world.done)]), DAY)
        assert (came_again.changes, came_again.conflicts) == ((), ())
    elif step == "reword" and given_[0] in world.stamps:
        world.stamps[given_[0]] += 1
    elif step == "insert":
        world.stamps = {given_[0]: world.stamps.pop(given_[0], 0), **world.stamps}
    elif step == "remove":
        world.stamps.pop(given_[0], None)


def since(world, edits):
    """Return old edits as they would come again: the line is longer now."""
    lines = states(world.history)
    return [replace(e, since=tuple(lines[e.subject][known + 1 :])) for e, known in edits]


def merge(world, people):
    edits = [edit for person in people for edit in world.edits(person)]
    before = world.words()
    merged = merge_edits(replay(world.history), edits, DAY)
    if merged.conflicts:
        assert merged.changes == ()
        real(merged.conflicts, edits)
        return
    world.history += merged.changes
    fresh = [e for e in edits if not e.known]
    typed = nothing_unseen_was_written_over(before, fresh)
    for id in {*before, *world.words()}:
        for name in FIELDS:
            expected = typed.get((id, name), before.get(id, {}).get(name, ""))
            assert world.words().get(id, {}).get(name, "") == expected
    for id in {change.subject.key for change in merged.changes}:
        stamped(world, before.get(id, {}), [e for e in fresh if e.subject.key == id])
    again = merge_edits(replay(world.history), [e for p in people for e in world.edits(p)], DAY)
    assert again.changes == ()
    if len(people) == 1:
        assert again.conflicts == ()
        known = world.copies[people[0]].known
        lines = {s.key: line for s, line in states(world.history).items()}
        whole = [(e, known[e.subject.key]) for e in edits]
        if all(any(not difference(s, e.theirs) for s in lines[e.subject.key][k + 1 :]) for e, k in whole):
            world.done.append(whole)


def real(conflicts, edits):
    """Assert that each conflict names what was typed, and that it differs from what stood there since."""
    for conflict in conflicts:
        texts = [text for _, text in conflict.said]
        assert len(texts) > 1
        assert conflict.base not in texts
        typed = {e.theirs.get(conflict.field, "") for e in edits if e.subject == conflict.subject}
        assert set(texts[1:]) <= typed
        assert len(set(texts)) > 1


def nothing_unseen_was_written_over(before, fresh):
    """Assert that somebody who changed a field had seen what stood there, and all who did agree; return the texts."""
    typed = {}
    for e in fresh:
        for name, text in e.typed.items():
            stood = before.get(e.subject.key, {}).get(name, "")
            if text != stood:
                typed.setdefault((e.subject.key, name), []).append((text, e.base.get(name, "") == stood))
    for said in typed.values():
        assert len({text for text, _ in said}) == 1
        assert any(seen for _, seen in said)
    return {place: said[0][0] for place, said in typed.items()}


def stamped(world, words, edits):
    """Assert that a decision one person changed is made on the finding its verdict was seen beside."""
    if len(edits) == 1 and edits[0].subject.key in world.stamps:
        now, theirs = world.words()[edits[0].subject.key], edits[0].theirs
        seen = theirs.get("verdict", "") == now.get("verdict", "")
        assert now.get(STAMP, "") == (theirs[STAMP] if seen else words.get(STAMP, ""))


def reanalyzed(world):
    """Assert that a run lays every word where it belongs, once, stale exactly when its finding changed."""
    register = world.register()
    kept = {e.requirement.id: e.decision for e in register.entries if e.decision}
    orphans = {d.requirement: d for d in register.orphans}
    assert not set(kept) & set(orphans)
    said = {id: v for id, v in world.words().items() if any(v.get(n) for n in FIELDS)}
    assert set(kept) | set(orphans) == set(said)
    for id, words in said.items():
        decision = kept.get(id) or orphans[id]
        assert {n: str(getattr(decision, n) or "") for n in FIELDS} == {n: words.get(n, "") for n in FIELDS}
        if id in orphans:
            assert decision.state == "orphan"
        else:
            assert decision.state == ("current" if words.get(STAMP, "") in ("", f"s{world.stamps[id]}") else "stale")
    again = merge_decisions(register, decisions_of(replay(world.history), "2015"))
    assert (again.entries, again.orphans) == (register.entries, register.orphans)
