"""What many tests share: the shipped pack, the sample registers, and where programs are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from transition.clauses import load_pack
from transition.model import ClausePack, GapRegister

ROOT = Path(__file__).parent.parent

# A slow machine is no fault of the program; in CI the same examples come every time.
hypothesis.settings.register_profile("calm", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("calm")
SAMPLES = ("precision-parts", "so-khcn")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps tests out of the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRANSITION_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def pack() -> ClausePack:
    """The shipped pack from 2008 to 2015."""
    return load_pack()


@pytest.fixture(scope="session", params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> str:
    """The name of one sample organisation."""
    return request.param


@pytest.fixture(scope="session")
def sample_registers(pack: ClausePack) -> dict[str, GapRegister]:
    """The registers of the sample organisations, by name."""
    from transition.pipeline import Settings, analyze, read_documents

    settings = Settings(today="2026-01-15")
    return {name: analyze(read_documents(ROOT / "samples" / name), pack, settings=settings) for name in SAMPLES}


@pytest.fixture
def office() -> str:
    """LibreOffice, or a skip that says so."""
    found = shutil.which("soffice")
    if not found:
        pytest.skip("LibreOffice is not installed")
    return found
