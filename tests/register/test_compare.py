"""What changed between two registers, and because of what."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition.model import VERDICTS, Cause
from transition.register.compare import compare_registers


def evidence(document, quote="The buyer rates suppliers.", relation="supports"):
    return {
        "document": document,
        "quote": quote,
        "relation": relation,
        "location": "body/3",
        "signal": "cue",
        "score": 1,
    }


def record(**entries):
    """Return a small register.json; ``entries`` maps ids to (verdict, evidence, decision)."""
    return {
        "pack": {"name": "m", "version": "1", "sha256": "a"},
        "run": {"program_version": "1.0", "today": "2030-01-01", "settings": {"profile": "company"}},
        "documents": [
            {"id": "qp-1", "path": "QP-1.docx", "sha256": "1"},
            {"id": "qp-2", "path": "QP-2.docx", "sha256": "2"},
        ],
        "entries": [
            {"requirement": id, "clause": id, "verdict": verdict, "evidence": list(found), "decision": decision}
            for id, (verdict, found, decision) in entries.items()
        ],
    }


def only(compared):
    (difference,) = compared.differences
    return difference


RATES = (evidence("qp-1"),)


def base(verdict="met", found=RATES):
    return record(a=(verdict, found, None), b=("gap", (), None))


def test_nothing_changed_is_nothing_to_tell():
    compared = compare_registers(base(), base())
    assert compared.differences == ()
    assert compared.old_counts == compared.new_counts
    assert dict(compared.new_counts)["met"] == 1


def test_a_changed_text_is_named_as_the_cause():
    new = base("partial", (evidence("qp-1", "The buyer rates.", "partly"),))
    new["documents"][0]["sha256"] = "other"
    new["run"]["program_version"] = "2.0"
    compared = compare_registers(base(), new)
    assert compared.documents_changed == ("QP-1.docx",)
    assert (only(compared).effect, only(compared).causes) == ("opened", (Cause("document-text", ("QP-1.docx",)),))


def test_documents_that_came_and_went_are_named():
    new = base("gap", ())
    del new["documents"][0]
    new["documents"].append({"id": "x", "path": "new/X.docx", "sha256": "9"})
    compared = compare_registers(base(), new)
    assert (compared.documents_added, compared.documents_removed) == (("new/X.docx",), ("QP-1.docx",))
    assert only(compared).causes == (Cause("document-removed", ("QP-1.docx",)),)
    back = compare_registers(new, base())
    assert (only(back).effect, only(back).causes) == ("closed", (Cause("document-added", ("QP-1.docx",)),))


def test_a_file_that_was_only_moved_neither_came_nor_went():
    new = base()
    new["documents"][0] |= {"id": "moved", "path": "sub/QP-1.docx"}
    new["entries"][0]["evidence"][0]["document"] = "moved"
    compared = compare_registers(base(), new)
    assert (compared.documents_added, compared.documents_removed) == ((), ())


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda r: r["pack"].update(sha256="b", version="2"), Cause("pack", ("m 1", "m 2"))),
        (lambda r: r["run"].update(program_version="1.1"), Cause("program", ("1.0", "1.1"))),
        (lambda r: r["run"]["settings"].update(profile="vn-agency"), Cause("settings", ("profile",))),
        (dict, Cause("unknown")),
    ],
)
def test_where_no_document_explains_it_the_run_does(change, cause):
    new = base("gap", ())
    change(new)
    assert only(compare_registers(base(), new)).causes == (cause,)


def test_a_decision_overrules_every_other_cause():
    new = record(a=("gap", (), {"verdict": "gap", "reviewer": "Ms Lee"}), b=("gap", (), None))
    new["documents"][0]["sha256"] = "other"
    assert only(compare_registers(base(), new)).causes == (Cause("reviewer", ("Ms Lee",)),)
    assert only(compare_registers(new, base())).causes == (Cause("reviewer", ("Ms Lee",)),)


def test_requirements_that_came_and_went_are_told_apart_from_verdicts():
    new = record(b=("gap", (), None), c=("gap", (), None))
    new["pack"]["sha256"] = "b"
    effects = {d.requirement: d.effect for d in compare_registers(base(), new).differences}
    assert effects == {"a": "dropped", "c": "added"}


@given(st.lists(st.sampled_from(VERDICTS), min_size=3, max_size=3), st.lists(st.sampled_from(VERDICTS), min_size=3))
def test_a_difference_for_each_changed_verdict_and_the_way_back_undoes_it(old, new):
    def made(verdicts):
        return record(**{f"r{n}": (verdict, (), None) for n, verdict in enumerate(verdicts)})

    there, back = compare_registers(made(old), made(new)), compare_registers(made(new), made(old))
    assert {d.requirement for d in there.differences} == {
        f"r{n}" for n in range(max(len(old), len(new))) if old[n : n + 1] != new[n : n + 1]
    }
    assert {(d.requirement, d.before, d.after) for d in there.differences} == {
        (d.requirement, d.after, d.before) for d in back.differences
    }
    assert len(there.of("opened")) == len(back.of("closed"))


def test_records_are_not_changed_by_being_compared():
    old, new = base(), base("gap", ())
    kept = copy.deepcopy((old, new))
    compare_registers(old, new)
    assert (old, new) == kept
