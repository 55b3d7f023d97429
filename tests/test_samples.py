"""The sample organisations: what the program says beside what people wrote down from reading."""

import csv

import pytest

from tests.conftest import ROOT

AGREED = 0.85  # the foundation's own target
NEW = ("4.1-", "4.2-", "6.1.", "6.3-", "7.1.6-")
CONTENT = {"body", "list-item", "table-cell", "textbox", "footnote"}


@pytest.fixture(scope="module")
def labels(sample):
    with (ROOT / "samples" / sample / "labels.csv").open(encoding="utf-8-sig") as file:
        return {r["requirement"]: r for r in csv.DictReader(file) if r["kind"] == "requirement"}


@pytest.fixture(scope="module")
def register(sample, sample_registers):
    return sample_registers[sample]


def test_every_requirement_is_labelled(labels, register):
    assert set(labels) == {e.requirement.id for e in register.entries}


def test_verdicts_agree_with_the_labels(labels, register):
    agreed = [e.verdict in labels[e.requirement.id]["verdict"].split("|") for e in register.entries]
    assert sum(agreed) / len(agreed) >= AGREED


def test_gaps_of_the_truly_new_requirements_are_right(labels, register):
    gaps = [e for e in register.entries if e.requirement.id.startswith(NEW) and e.verdict == "gap"]
    wrong = [
        (e.requirement.id, labels[e.requirement.id]["verdict"])
        for e in gaps
        if "gap" not in labels[e.requirement.id]["verdict"].split("|")
    ]
    assert len(wrong) <= max(1, 0.05 * len(gaps)), wrong


def test_evidence_comes_from_content_of_current_documents_only(register):
    for entry in register.entries:
        for evidence in entry.assessment.evidence:
            if evidence.relation == "supports":
                assert register.passages[evidence.passage].kind in CONTENT
                assert not register.documents_by_id[evidence.document].superseded_by
