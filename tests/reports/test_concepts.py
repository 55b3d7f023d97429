"""How far ideas are carried comes from the pack's phases and the verdicts, not from the program."""

from __future__ import annotations

from dataclasses import replace

import fake
import pytest
from lxml import html

from transition.clauses import available_packs, load_pack
from transition.messages import LANGUAGES, catalogue
from transition.model import Decision
from transition.reports import summary
from transition.reports.concepts import PHASES, concepts, first_break, phase_label, state, thread_label


def threaded(*rows):
    """Return entries of one thread, each row a phase and a verdict."""
    entries = fake.register().entries
    return tuple(
        replace(
            e,
            requirement=replace(e.requirement, thread="change", phase=phase),
            decision=Decision(e.requirement.id, verdict),
        )
        for e, (phase, verdict) in zip(entries, rows, strict=False)
    )


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (("met", "met"), "whole"),
        (("met", "not-applicable"), "whole"),
        (("met", "gap"), "part"),
        (("partial",), "part"),
        (("gap", "gap"), "none"),
        (("gap", "review"), "review"),
        (("not-applicable",), "apart"),
        ((), "unasked"),
    ],
)
def test_a_phase_is_carried_wholly_in_part_or_not(verdicts, expected):
    assert state(threaded(*(("act", v) for v in verdicts))) == expected


def test_a_chain_breaks_at_its_first_open_link():
    rows = (("identify", "met"), ("assess", "not-applicable"), ("act", "gap"), ("check", "gap"))
    (found,) = concepts(threaded(*rows))
    assert list(found.phases) == list(PHASES)
    assert first_break(found) == "act"
    (whole,) = concepts(threaded(("identify", "met"), ("check", "met")))
    assert first_break(whole) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_phase_in_words(language):
    register = fake.register()
    rows = (("identify", "met"), ("assess", "gap"), ("act", "partial"))
    entries = (*threaded(*rows), *register.entries[3:])
    tree = html.document_fromstring(summary.render(replace(register, entries=entries), language))
    cells = [" ".join(td.text_content().split()) for td in tree.xpath("//table[contains(@class,'threads')]//td")]
    told = [catalogue("concepts", language)[f"states.{name}"] for name in ("whole", "none", "part", "unasked")]
    assert all(said in cell for said, cell in zip(told, cells, strict=False))
    assert cells[4] == phase_label("assess", language)


def test_a_thread_without_phases_is_still_shown():
    register = fake.register()
    entries = (*threaded(("", "gap"), ("", "met")), *register.entries[2:])
    tree = html.document_fromstring(summary.render(replace(register, entries=entries), "en"))
    assert "Change" in tree.xpath("//table[contains(@class,'threads')]")[0].text_content()


@pytest.mark.parametrize("name", available_packs())
def test_shipped_packs_say_the_phase_of_every_requirement_with_a_thread(name):
    pack = load_pack(name)
    for r in pack.requirements:
        assert bool(r.phase) == bool(r.thread), r.id
        assert r.phase in ("", *PHASES)
        for language in LANGUAGES:
            assert not r.thread or f"threads.{r.thread}" in catalogue("concepts", language)
    assert {w.number for w in pack.waves} >= {r.wave for r in pack.of(pack.to_edition)}


def test_a_thread_nobody_wrote_a_word_for_is_shown_as_it_is():
    assert thread_label("own-idea", "vi") == "Own idea"
