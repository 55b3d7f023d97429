from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from transition.model import Decision
from transition.register import merge_decisions


def decisions(register):
    ids = [e.requirement.id for e in register.entries[:12]] + ["gone-1", "gone-2"]
    return st.lists(
        st.builds(
            Decision,
            requirement=st.sampled_from(ids),
            verdict=st.sampled_from(["met", "gap", "partial", None]),
            reason=st.text(max_size=5),
            stamp=st.sampled_from(["", "other", *(e.assessment.stamp for e in register.entries[:3])]),
        ),
        unique_by=lambda d: d.requirement,
        max_size=10,
    )


def held(register):
    return {e.decision.requirement: e.decision for e in register.entries if e.decision} | {
        d.requirement: d for d in register.orphans
    }


@given(st.data())
def test_no_decision_is_lost_or_moved_and_merging_twice_changes_nothing(sample_registers, data):
    register = sample_registers["precision-parts"]
    given_ = data.draw(decisions(register))
    once = merge_decisions(register, given_)
    kept = held(once)
    assert set(kept) == {d.requirement for d in given_}
    for decision in given_:
        assert (kept[decision.requirement].verdict, kept[decision.requirement].reason) == (
            decision.verdict,
            decision.reason,
        )
    assert held(merge_decisions(once, given_)) == kept


def test_a_decision_made_on_other_evidence_is_kept_and_marked_stale(sample_registers):
    register = sample_registers["precision-parts"]
    id = register.entries[0].requirement.id
    merged = merge_decisions(register, [Decision(id, "met", stamp="something else")])
    assert (merged.entries[0].verdict, merged.entries[0].decision.state) == ("met", "stale")


def test_the_persons_word_rules_and_the_programs_stays_readable(sample_registers):
    register = sample_registers["so-khcn"]
    entry = next(e for e in register.entries if e.verdict == "gap")
    merged = merge_decisions(register, [Decision(entry.requirement.id, "met", "seen at the audit")])
    after = next(e for e in merged.entries if e.requirement.id == entry.requirement.id)
    assert (after.verdict, after.assessment.verdict, after.kind) == ("met", "gap", None)
    assert replace(after, decision=None) == entry
