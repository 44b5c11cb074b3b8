"""Runs the Otter graders on the variables of a notebook, and reads its written answers."""

from __future__ import annotations

import functools
import importlib.util
import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from autograder.errors import ConfigError
from autograder.grading.headings import Headings
from autograder.grading.outcomes import Outcome
from autograder.grading.verdict import outcome
from autograder.homework import otter_folder
from autograder.settings import Settings
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Variables

_ANSWER = re.compile(r"^#{0,6} ?\*\*Answer (\w+)\.?\*\*\s*", re.MULTILINE)
_QUESTION = re.compile(r"#{0,6} ?\*\*Question (\w+)\.?\*\*")
_PLACEHOLDER = "_Type your answer here._"


def load_otter_graders(settings: Settings) -> dict[str, list[Any]]:
    """Question id -> Otter's test files that have test cases with points among those of `settings`.

    Raises:
        ConfigError: the points of a test case differ from assignment.toml.
    """
    found: dict[str, list[Any]] = {}
    for path in sorted(otter_folder(settings).glob("q*.py")):
        file = otter_test_file(path)
        for case in file.test_cases:
            name = case.body.test_func.__name__
            if not case.points or (settings.partial and name not in settings.question_of):
                continue
            question = settings.question_of.get(name)
            if question is None or question.tests[name] != case.points:
                raise ConfigError(f"{path.name}: {name} has {case.points} points here and others in assignment.toml")
            if file not in found.setdefault(question.id, []):
                found[question.id].append(file)
    return found


def run_otter_graders(settings: Settings, files: list[Any], environment: Sandbox | str) -> list[Outcome]:
    """Run the test cases that carry points.

    Args:
        files: of one question, as loaded above.
        environment: the sandbox whose notebook variables they read, or why there is none: then all of them fail.
    """
    outcomes: list[Outcome] = []
    for file in files:
        errors: dict[str, BaseException] = {}
        for case in file.test_cases:
            case.body.test_func = _recording(case.body.test_func, errors)
        file.run({} if isinstance(environment, str) else Variables(environment))
        for case, result in zip(file.test_cases, file.test_case_results, strict=True):
            function = case.body.test_func
            if not case.points or function.__name__ not in settings.question_of:
                continue
            error: BaseException | None = None
            if isinstance(environment, str):
                error = AssertionError(environment)
            elif not result.passed:
                error = errors.get(function.__name__)
                if error is None or isinstance(error, (TypeError, KeyError, AttributeError)):
                    # An Otter test reads variables as they come; one that is missing or of another kind ends up here.
                    error = AssertionError(
                        "A variable that this test reads from your notebook is missing or of another kind."
                    )
            outcomes.append(outcome(settings, function, error, public=not case.hidden, in_notebook=True))
    return outcomes


def written_answers(notebook: nbformat.NotebookNode | None, settings: Settings) -> dict[str, str]:
    """Question id -> the written answer, "" where there is none.

    It is all text from below the paragraph "**Question 1a.** ..." to the homework's next heading, whichever cells it
    stands in, and what follows "**Answer 1a.**" wherever that stands.
    """
    answers: dict[str, list[str]] = {question: [] for question in settings.questions}
    headings, asked = Headings(settings), ""  # the question whose answer may come now
    for cell in notebook.cells if notebook is not None else []:
        if cell.cell_type == "code":
            continue
        text = cell.source.replace("\r\n", "\n")
        if headings.at(text):
            asked = ""
        elif question := _QUESTION.match(text):
            asked = question[1]
            text = text.partition("\n\n")[2]
        mark = _ANSWER.search(text)
        parts = [(asked, text[: mark.start()]), (mark[1], text[mark.end() :])] if mark else [(asked, text)]
        for id, part in parts:
            part = part.replace(_PLACEHOLDER, "").strip()
            if part and id in answers:
                answers[id].append(part)
    return {question: "\n\n".join(texts) for question, texts in answers.items()}


def otter_test_file(path: Path) -> Any:
    """Otter's own object for one of its exception-based test files."""
    return _otter_test_files().ExceptionTestFile.from_file(str(path))


def _otter_test_files() -> Any:
    """otter.test_files, without the rest of Otter.

    `import otter` also brings in pandas and nbconvert, for what is not used here: half of the grader's memory.
    """
    if "otter" not in sys.modules:
        spec = importlib.util.find_spec("otter")
        assert spec is not None
        package = types.ModuleType("otter")
        package.__path__ = list(spec.submodule_search_locations or [])
        sys.modules["otter"] = package
    return importlib.import_module("otter.test_files")


def _recording(function: Callable[..., object], errors: dict[str, BaseException]) -> Callable[..., object]:
    """`function`, noting what it raises: Otter keeps only a text of it, with the test's source."""
    function = getattr(function, "__wrapped__", function)

    @functools.wraps(function)
    def recorded(*args: Any, **kwargs: Any) -> object:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            errors[function.__name__] = error
            raise

    return recorded
