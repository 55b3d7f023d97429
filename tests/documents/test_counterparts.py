"""The edition in force of an old file: what the indexes find is what comparing with each would find."""

import random

import pytest

from transition.documents import filenames
from transition.documents.counterparts import Living, code_key
from transition.documents.vocabulary import fold
from transition.model import Document

WORDS = ["Control", "of", "suppliers", "Purchasing", "Audit", "internal", "records", "Mua", "hàng", "hồ", "sơ"]


def document(chance, number):
    title = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(6)))
    code = chance.choice(["", "QP-01", "QP-02", "qp 01", "QP-03"])
    folder, ending = chance.choice(["", "old/", "a/"]), chance.choice(["", " rev 2", " (1)"])
    path = f"{folder}{chance.choice([code, 'QP-02', ''])} {chance.choice([title, 'Purchasing', ''])}{ending}.docx"
    return Document(f"d{number}", path, "", code=code, title=title, type=chance.choice(["procedure", "form"]))


def first(one, others):
    def same_code(other):
        return one.code and one.type == other.type and code_key(one.code) == code_key(other.code)

    def same_name(other):
        left, right = filenames.parse(one.path), filenames.parse(other.path)
        alone = not (one.code and other.code)
        return alone and left.title and fold(left.title) == fold(right.title) and left.code == right.code

    def near_title(other):
        left, right = set(fold(one.title).split()), set(fold(other.title).split())
        shared = len(left & right)
        return one.type == other.type and shared >= 3 and shared >= 0.75 * max(len(left), len(right))

    for same in (same_code, same_name, near_title):
        for other in others:
            if same(other):
                return other
    return None


@pytest.mark.parametrize("seed", range(60))
def test_found_as_by_comparing_with_each(seed):
    chance = random.Random(seed)
    living = [document(chance, n) for n in range(chance.randrange(1, 20))]
    index = Living(living)
    for number in range(20):
        old = document(chance, 100 + number)
        assert index.counterpart(old) is first(old, living)
