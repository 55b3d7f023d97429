"""Documents gathered one by one are judged as all of them side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import ROOT, SAMPLES
from transition.assessment import find_retired, judge
from transition.assessment.gather import gather
from transition.line import Line
from transition.pipeline import read_documents


@pytest.fixture(scope="module")
def examined(pack):
    line = Line(pack)
    parts = [line.work(d) for name in SAMPLES for d in read_documents(ROOT / "samples" / name)]
    return [p.examined for p in parts if p.examined]


def renamed(examined, number):
    """The same document again under another name, as in a folder of many alike."""

    def again(finding):
        evidence = replace(finding.evidence, document=f"{number}", passage=f"{number}:{finding.evidence.passage}")
        return replace(finding, evidence=evidence)

    return replace(
        examined,
        document=f"{number}",
        findings=tuple(map(again, examined.findings)),
        retired=tuple(map(again, examined.retired)),
    )


def told(pack, documents):
    return judge(pack, documents), find_retired(pack, documents)


def test_judged_the_same(pack, examined):
    for documents in (examined, examined[::-1], examined[:1], []):
        gathered = gather(documents)
        assert told(pack, gathered.all()) == told(pack, documents)
        assert gathered.wording == [w for e in documents for w in e.wording]


def test_judged_the_same_when_there_are_many_alike(pack, examined):
    many = [renamed(e, n) for n in range(12) for e in examined]
    gathered = gather(many)
    assert told(pack, gathered.all()) == told(pack, many)
    (one,) = gathered.all()
    assert len(one.findings) < sum(len(e.findings) for e in many) / 3
