"""The interview pack and the hand-over pack."""

import io
import re

import docx
import fake
import pytest

from transition.reports.handover import handover
from transition.reports.interviews import by_role, interviews


def _opened(data):
    return docx.Document(io.BytesIO(data))


def _cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_everybody_is_asked_what_documents_cannot_prove(sample_registers, sample, language):
    register = sample_registers[sample]
    opened = _opened(interviews(register, language))
    wanted = [e for e in register.entries if e.kind == "no-evidence" or e.verdict == "review"]
    assert wanted
    rows = [cells for table in opened.tables[1:] for cells in _cells(table)[1:]]
    text = "\n".join(row[0] for row in rows)
    assert len(rows) == len(wanted)
    for entry in wanted:
        assert entry.requirement.id in text
        assert entry.requirement.question[language] in text
        assert all(element.labels[language] in text for element in entry.requirement.elements)
        missing = [e for e in entry.requirement.elements if e.id in entry.assessment.missing]
        assert all(element.suggestion[language] in text for element in missing[:2])
    assert all(row[1].strip() for row in rows)
    heads = [p.text for p in opened.paragraphs if p.style.name == "Heading 2"]
    assert len(heads) == len(by_role(register)) == len(opened.tables) - 1


def test_roles_nobody_wrote_a_word_for_are_shown():
    register = fake.register()
    assert set(by_role(register)) == {"other"}
    assert "Others: " in "".join(p.text for p in _opened(interviews(register, "en")).paragraphs)


def test_what_has_to_be_kept_is_asked_for(sample_registers):
    register = sample_registers["precision-parts"]
    text = _opened(interviews(register, "en")).element.xml
    assert "An example from recent months" in text


@pytest.mark.parametrize("language", ["en", "vi"])
def test_handover_has_every_clause_and_what_it_rests_on(sample_registers, sample, language):
    register = sample_registers[sample]
    opened = _opened(handover(register, language))
    clauses, concepts, manifest, documents = (_cells(t) for t in opened.tables)
    asked = list(dict.fromkeys(e.requirement.clause for e in register.entries))
    assert [row[0] for row in clauses[1:]] == asked
    threads = {e.requirement.thread for e in register.entries if e.requirement.thread}
    assert len(concepts) - 1 == len(threads)
    text = str(manifest)
    assert register.pack.sha256 in text
    assert register.run.program_version in text
    assert [row[3] for row in documents[1:]] == [d.sha256 for d in register.documents]


def test_a_clause_is_as_weak_as_its_weakest_requirement(sample_registers):
    register = sample_registers["precision-parts"]
    rows = {row[0]: row[2] for row in _cells(_opened(handover(register, "en")).tables[0])[1:]}
    for clause, result in rows.items():
        verdicts = {e.verdict for e in register.entries if e.requirement.clause == clause}
        met = sum(e.verdict == "met" for e in register.entries if e.requirement.clause == clause)
        assert result.startswith("Gap") == ("gap" in verdicts)
        assert int(re.search(r"\((\d+) of", result)[1]) == met


@pytest.mark.parametrize("make", [interviews, handover])
def test_same_register_same_bytes(make):
    assert make(fake.register(), "vi") == make(fake.register(), "vi")
