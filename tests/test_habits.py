"""Habits a reviewer would look for, looked for by the machine."""

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from transition.messages import LANGUAGES, catalogue

PACKAGE = sorted((ROOT / "transition").rglob("*.py"))
CATALOGUES = sorted(p.stem for p in (ROOT / "transition" / "messages" / "en").glob("*.toml"))
PLACEHOLDER = re.compile(r"\{(\w+)")


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_sentence_exists_in_both_languages_with_the_same_blanks(name):
    first, *others = (catalogue(name, language) for language in LANGUAGES)
    for other in others:
        assert set(first) == set(other)
        for key, text in first.items():
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(other[key])), key


def test_no_clause_number_stands_in_code(pack):
    numbers = {c.number for c in pack.clauses if "." in c.number}
    found = [
        f"{file.name}:{node.lineno}: {node.value}"
        for file in PACKAGE
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in numbers
    ]
    assert found == []


def test_every_test_asserts_something():
    silent = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                text = ast.unparse(node)
                if not any(word in text for word in ("assert", "raises", "validate")):
                    silent.append(f"{file.name}: {node.name}")
    assert silent == []


def test_the_floors_hold_and_a_sideways_import_is_caught(tmp_path):
    def lint(root):
        command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
        return subprocess.run(
            [*command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False, env=_clean_path(root)
        )

    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    _copy_package(copy)
    upright = lint(copy)
    assert upright.returncode == 0, upright.stdout + upright.stderr
    room = copy / "transition" / "mapping" / "mapper.py"
    room.write_text(room.read_text(encoding="utf-8") + "\nimport transition.register\n", encoding="utf-8")
    assert lint(copy).returncode == 1


def _copy_package(copy):
    for file in PACKAGE:
        target = copy / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())


def _clean_path(root):
    return {**os.environ, "PYTHONPATH": str(root)}


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, transition; print([m for m in ('spacy','pandas','lxml','pydantic','typer','numpy') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"


def test_readme_names_the_options_of_the_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for mark in ("run", "test"):
        assert f"<!-- command: {mark} -->" in readme


def test_the_readmes_python_example_runs(tmp_path, monkeypatch):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", readme, re.DOTALL).group(1)
    monkeypatch.chdir(tmp_path)
    code = code.replace('"samples/', f'"{ROOT.as_posix()}/samples/')
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert (tmp_path / "gaps.xlsx").is_file()
