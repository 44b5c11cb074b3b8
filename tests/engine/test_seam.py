"""The engine knows no homework: neither by name nor by import."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.settings import PACKAGE, load_settings

ROOT = PACKAGE.parent
ENGINE = [path for path in PACKAGE.rglob("*") if path.is_file() and "starter" not in path.parts]
SOURCES = [path for path in ENGINE if path.suffix == ".py"]
TEXTS = [path for path in ENGINE if path.suffix in (".html", ".css", ".json", ".sh") or path.name == "run_autograder"]
HOMEWORK = ROOT / "solutions"


def words_of_the_homework() -> set[str]:
    """What only this homework is about: its files, tests, questions' titles, functions, classes and data sets."""
    settings = load_settings(HOMEWORK)
    stems = {name.removesuffix(".py") for name in settings.files} - {"models"}
    stems |= {settings.notebook.removesuffix(".ipynb"), *settings.question_of}
    stems |= {question.title for question in settings.questions.values()}
    for name in settings.files:
        for node in ast.parse((HOMEWORK / name).read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                stems.add(node.name)
    stems |= {path.stem.replace("_", "-") for path in (HOMEWORK / "hidden" / "misconceptions").glob("[!_]*.py")}
    return {
        *stems,
        "planted",
        "Toeplitz",
        "convolution",
        "equivarian",
        "fashion",
        "cifar",
        "mnist",
        "heldout",
        "conv1d",
    }


def code_and_strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each name, string and comment."""
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type in (tokenize.NAME, tokenize.STRING, tokenize.COMMENT):
                yield token.start[0], token.string


@pytest.fixture(scope="module")
def words() -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![\w]){re.escape(word)}" for word in words_of_the_homework()), re.IGNORECASE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_source_of_the_engine_names_anything_of_the_homework(path: Path, words: re.Pattern[str]) -> None:
    found = [(line, match[0]) for line, text in code_and_strings(path) for match in words.finditer(text)]
    assert found == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_template_of_the_engine_names_anything_of_the_homework(path: Path, words: re.Pattern[str]) -> None:
    assert words.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_engine_imports_a_homework_in_one_place_only(path: Path) -> None:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    assert not [name for name in modules if name.split(".")[0] in ("hidden", "lab", "solutions", "tests")]


ROOMS = ["reading", "wall", "grading", "outputs"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_grades_imports_none_of_the_authors_tools_and_no_later_room(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    later = ["authoring", "batch", "gradescope"]
    if room in ROOMS:
        later += ROOMS[ROOMS.index(room) + 1 :]
    elif room in ("batch", "gradescope"):
        later = ["authoring"]
    else:
        return
    imported = {
        f"{node.module}.{name.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    }
    assert not [name for name in imported for one in later if name.startswith(f"autograder.{one}")]


def test_the_grader_never_imports_torch_for_a_homework_without_it() -> None:
    code = (
        "import sys; from pathlib import Path; from autograder.authoring.new import STARTER\n"
        "import autograder.cli, autograder.grading.grade, autograder.batch.run, autograder.gradescope.harness\n"
        "import autograder.authoring.release, autograder.authoring.proof, autograder.authoring.calibration.calibrate\n"
        "from autograder.homework import load_homework; load_homework(STARTER)\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
