"""What does not apply by declaration: a finding with its reason, not a person's decision on each requirement."""

from __future__ import annotations

import pytest

from transition.model import Decision
from transition.register import declare, merge_decisions
from transition.reports.exchange import problem_words, register_to_json
from transition.reports.words import why

REASON = "We build to our customers' drawings."


def of_design(register):
    return [e for e in register.entries if e.requirement.condition == "design"]


def test_requirements_that_depend_on_a_declared_condition_do_not_apply_with_the_reason(sample_registers):
    register = sample_registers["so-khcn"]
    declared = declare(register, {"design": REASON})
    assert of_design(declared)
    for before, after in zip(register.entries, declared.entries, strict=True):
        if before.requirement.condition != "design":
            assert after == before
            continue
        assert (after.verdict, after.kind, after.assessment.missing) == ("not-applicable", None, ())
        assert (after.decision, after.assessment.stamp) == (None, before.assessment.stamp)
        assert after.assessment.evidence == before.assessment.evidence
        assert all(REASON in why(after, language) for language in ("en", "vi"))
    assert declare(register, {}) == register
    assert register_to_json(declared)["entries"][0]


def test_a_persons_word_rules_over_a_declaration(sample_registers):
    declared = declare(sample_registers["so-khcn"], {"design": REASON})
    id = of_design(declared)[0].requirement.id
    merged = merge_decisions(declared, [Decision(id, "gap", stamp=of_design(declared)[0].assessment.stamp)])
    entry = next(e for e in merged.entries if e.requirement.id == id)
    assert (entry.verdict, entry.decision.state) == ("gap", "current")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_documents_show_all_the_same_is_told(sample_registers, language):
    register = sample_registers["precision-parts"]
    shown = [e for e in register.entries if e.requirement.condition == "measurement-traceability"]
    assert any(e.assessment.evidence for e in shown)
    problems = declare(register, {"measurement-traceability": "Nothing is measured."}).problems
    (told,) = [p for p in problems if p.code == "declared-but-shown"]
    message, hint = problem_words(told, language)
    label = next(c for c in register.pack.conditions if c.id == "measurement-traceability").labels[language]
    assert label in message
    assert "{" not in message + hint
