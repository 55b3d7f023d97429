"""What annotated copies say: evidence at its place, what is missing at its home, old wording, contradictions."""

from dataclasses import replace

import fake
import pytest

from transition.model import Evidence, Location, Passage, WordingFinding
from transition.reports.annotated import GROUPS, LINES, PER_DOCUMENT, PER_PAGE, remarks, signature
from transition.reports.homes import homes


def _comments(register, language="en", groups=GROUPS):
    said = remarks(register, language, groups)
    return {d.id: said.on(d) for d in register.documents}


def test_evidence_stands_at_its_passage_and_names_each_requirement_it_serves(sample_registers, sample):
    register = sample_registers[sample]
    comments = _comments(register, groups=("evidence",))
    for document in register.documents:
        for comment in comments[document.id]:
            served = {
                e.requirement.id
                for e in register.entries
                for item in e.assessment.evidence
                if item.relation != "mentions"
                and item.location == str(comment.location)
                and item.document == document.id
            }
            named = [line.split(":")[0].split(" (")[0] for line in comment.lines if ":" in line]
            assert named or comment.title == "More remarks"
            assert set(named) <= served
            assert len(comment.lines) <= LINES + 1


def test_what_is_missing_stands_at_its_home_with_wording_to_adapt(sample_registers, sample):
    register = sample_registers[sample]
    at = homes(register)
    comments = _comments(register, groups=("gaps",))
    told = 0
    for document in register.documents:
        for comment in comments[document.id]:
            for line in comment.lines:
                id = line.partition(" (")[0]
                if "not stated" in line:
                    told += 1
                    assert at[id].location == comment.location
                    assert register.documents_by_id[document.id].superseded_by == ""
    assert told > 5
    kinds = {e.requirement.id: e.kind for e in register.entries}
    # What no document needs to state is asked of people; nobody is told to write it.
    for comment in (c for found in comments.values() for c in found):
        told = {kinds.get(line.partition(" (")[0]) for line in comment.lines} - {None}
        assert ("no-evidence" in told) == comment.title.startswith("May be added"), comment
        assert "no-evidence" not in told or told == {"no-evidence"}


def test_wording_is_proposed_in_the_language_of_the_document(sample_registers):
    comments = _comments(sample_registers["so-khcn"], "en", ("gaps",))
    proposed = [line for found in comments.values() for c in found for line in c.lines if "Suggested wording" in line]
    assert proposed
    pack = sample_registers["so-khcn"].pack
    own = {e.suggestion["vi"] for r in pack.requirements for e in r.elements if e.suggestion}
    assert sum(line.partition(": ")[2] in own for line in proposed) > len(proposed) / 2


def test_wording_of_the_pack_is_preferred():
    register = fake.register()
    entries = []
    for entry in register.entries:
        elements = tuple(replace(e, suggestion={"en": f"Own words for {e.id}."}) for e in entry.requirement.elements)
        entries.append(replace(entry, requirement=replace(entry.requirement, elements=elements)))
    lines = [
        line
        for found in _comments(replace(register, entries=tuple(entries)), groups=("gaps",)).values()
        for c in found
        for line in c.lines
    ]
    assert "Suggested wording (adapt it): Own words for a." in lines


def test_groups_are_said_apart(sample_registers):
    register = sample_registers["so-khcn"]
    titles = {g: {c.title for found in _comments(register, groups=(g,)).values() for c in found} for g in GROUPS}
    assert {t for t in titles["evidence"] if t.startswith(("Evidence", "Seems", "More"))} == titles["evidence"]
    assert {t for t in titles["gaps"] if t.startswith(("To add", "May be added", "More"))} == titles["gaps"]
    assert "Old wording: change needed" in titles["wording"]
    assert "Seems to contradict ISO 9001:2015: please check" in titles["evidence"]


def test_old_wording_tells_what_takes_its_place_and_whether_it_must():
    register = fake.register()
    found = _comments(register, groups=("wording",))
    first = next(c for c in found["d1"] if c.title == "Old wording: change needed")
    assert (str(first.location), first.found) == ("body/4", "old form")
    assert first.lines == ("“old form” is now: the person in charge", "The title may stay.")
    assert [c.title for c in found["d2"]] == [
        "Old wording: change if you like",
        f"No longer asked for by {signature(register, 'en')[0].removeprefix('Transition to ')}: keep or drop",
    ]


def test_a_page_bears_only_so_many_and_the_worst_come_first():
    register = fake.register()
    passages = tuple(
        Passage(f"d1-{n}", Location("d1", "body", (n,)), "body", f"Sentence {n} " + "x " * 40) for n in range(1, 400)
    )
    entries = [
        replace(
            e,
            decision=None,
            assessment=replace(
                e.assessment,
                evidence=tuple(
                    Evidence(
                        "d1", p.id, str(p.location), p.text, "cue", 0.9, "contradicts" if n % 50 == 0 else "supports"
                    )
                    for n, p in enumerate(passages)
                ),
            ),
        )
        for e in register.entries[:1]
    ]
    documents = (replace(register.documents[0], passages=passages),)
    register = replace(register, entries=tuple(entries), documents=documents, wording=(), retired=())
    (comments,) = _comments(register, groups=("evidence",)).values()
    assert len(comments) == PER_DOCUMENT + 1
    assert sum(c.title.startswith("Seems to contradict") for c in comments) == 8
    assert comments[-1].lines[0].startswith(f"{399 - PER_DOCUMENT} ")
    on_page = [n for n, p in enumerate(passages[:26], 1) if p.location in {c.location for c in comments[:-1]}]
    assert len(on_page) <= PER_PAGE


def test_old_copies_get_no_comments(sample_registers, sample):
    register = sample_registers[sample]
    old = [d for d in register.documents if d.superseded_by]
    comments = _comments(register)
    assert not any(comments[d.id] for d in old)


def test_a_finding_on_a_passage_that_is_gone_is_passed_by():
    register = fake.register()
    gone = WordingFinding("d1", "d1-99", "body/99", "old", "term", "old-role", "", needed=True)
    assert _comments(replace(register, wording=(gone,), retired=()), groups=("wording",))["d1"] == ()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_words_are_in_the_language_of_the_report(language, sample_registers):
    register = sample_registers["precision-parts"]
    titles = {c.title for found in _comments(register, language).values() for c in found}
    start = {"en": "Evidence for ISO 9001:2015", "vi": "Bằng chứng cho ISO 9001:2015"}[language]
    assert start in titles
    assert signature(register, language)[1] in ("TR", "CĐ")
