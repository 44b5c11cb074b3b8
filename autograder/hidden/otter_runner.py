"""Runs the notebook in one sandbox, top to bottom, then the Otter graders on its variables."""

from __future__ import annotations

import copy
import functools
import importlib.util
import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from autograder.config import ConfigError, Settings
from autograder.hidden.report import clean, describe, outcome
from autograder.isolation.sandbox import RemoteError, Sandbox, SandboxError
from autograder.outcomes import Outcome
from autograder.remote import Variables

FOLDER = Path(__file__).parent / "otter"
_ANSWER = re.compile(r"^\*\*Answer (\w+)\.?\*\*\s*", re.MULTILINE)
_PLACEHOLDER = "_Type your answer here._"


def run_notebook(notebook: nbformat.NotebookNode, sandbox: Sandbox, cell_seconds: float) -> list[str]:
    """Execute `notebook` in the sandbox, cell after cell, writing the outputs into it.

    A cell that fails or takes too long is named, and the cells after it still run.

    Returns:
        What the student should know, a line for each cell that failed.
    """
    notes: list[str] = []
    sandbox.request("notebook.start")
    number = followers = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        number += 1
        cell.execution_count, cell.outputs = number, []
        try:
            reply = sandbox.request("notebook.run_cell", cell.source, seconds=cell_seconds)
        except SandboxError as error:
            notes.append(f"Notebook, {_name(number, cell.source)}: {error} The cells after it did not run.")
            break
        except RemoteError as error:  # it is not the cell that raised, but what runs cells
            notes.append(
                f"Notebook, {_name(number, cell.source)}: IPython itself was changed and failed: {describe(error)}"
            )
            continue
        cell.outputs = _outputs(reply)
        problem = reply.get("error") if isinstance(reply, dict) else None
        if isinstance(problem, dict):
            line = f", line {problem['line']}" if isinstance(problem.get("line"), int) else ""
            kind, message = clean(str(problem.get("type"))), clean(str(problem.get("message")))
            if kind == "KeyboardInterrupt":
                message = f"It took longer than {cell_seconds:g} seconds and was stopped."
            if kind == "NameError" and notes:
                followers += 1  # most often a name that a cell above would have made
            else:
                said = message if kind == "KeyboardInterrupt" else f"{kind}: {message}"
                notes.append(f"Notebook, {_name(number, cell.source)}{line}: {said}")
            cell.outputs.append(nbformat.v4.new_output("error", ename=kind, evalue=message, traceback=[message]))
    if followers:
        notes.append(f"Notebook: {followers} more cells lack a name, most likely because of the failures above.")
    return notes


def run_otter_graders(
    settings: Settings,
    sandbox: Sandbox | None,
    folder: Path = FOLDER,
    advance: Callable[[Outcome], object] = lambda outcome: None,
) -> list[Outcome]:
    """Run the test cases of folder/q*.py that carry points; without a sandbox (no notebook) all of them fail.

    Raises:
        ConfigError: the points of a test case differ from assignment.toml.
    """
    ExceptionTestFile = _otter_test_files().ExceptionTestFile  # noqa: N806
    outcomes: list[Outcome] = []
    environment: Any = {} if sandbox is None else Variables(sandbox)
    for path in sorted(folder.glob("q*.py")):
        file = ExceptionTestFile.from_file(str(path))
        errors: dict[str, BaseException] = {}
        for case in file.test_cases:
            case.body.test_func = _recording(case.body.test_func, errors)
        file.run(environment)
        for case, result in zip(file.test_cases, file.test_case_results, strict=True):
            function = case.body.test_func
            name = function.__name__
            if not case.points or (settings.partial and name not in settings.question_of):
                continue
            if settings.question_of.get(name) is None or settings.question_of[name].tests[name] != case.points:
                raise ConfigError(f"{path.name}: {name} has {case.points} points here and others in assignment.toml")
            error = None if result.passed else errors[name]
            if sandbox is None:
                error = AssertionError(f"{settings.notebook} is missing or could not be read.")
            elif isinstance(error, (TypeError, KeyError, AttributeError)):
                # An Otter test reads variables as they come; one that is missing or of another kind ends up here.
                error = AssertionError(
                    "A variable that this test reads from your notebook is missing or of another kind."
                )
            outcomes.append(outcome(settings, function, error, public=not case.hidden))
            advance(outcomes[-1])
    return outcomes


def section(notebook: nbformat.NotebookNode, question: str) -> nbformat.NotebookNode:
    """A copy of the notebook with what comes before the first question, and the cells of this question."""
    cells, heading = [], question
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := re.match(r"## (\w+)\.", cell.source)):
            heading = match[1]
        if heading == question:
            cells.append(cell)
    return nbformat.from_dict({**notebook, "cells": copy.deepcopy(cells)})


def wanted(settings: Settings, folder: Path = FOLDER) -> bool:
    """Whether any test of folder/q*.py is among those of `settings`, so that the notebook has to run."""
    tests = (
        name for path in folder.glob("q*.py") for name in re.findall(r"^def (\w+)", path.read_text(), re.MULTILINE)
    )
    return any(name in settings.question_of for name in tests)


def written_answers(notebook: nbformat.NotebookNode | None, settings: Settings) -> dict[str, str]:
    """Question id -> the written answer, "" where there is none: the text below "**Answer 1a.**" of a Markdown cell."""
    answers = {question: "" for question in settings.questions}
    for cell in notebook.cells if notebook is not None else []:
        if cell.cell_type != "markdown":
            continue
        match = _ANSWER.search(cell.source)
        if match and match[1] in answers:
            answers[match[1]] = cell.source[match.end() :].replace(_PLACEHOLDER, "").strip()
    return answers


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

    @functools.wraps(function)
    def recorded(*args: Any, **kwargs: Any) -> object:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            errors[function.__name__] = error
            raise

    return recorded


def _outputs(reply: Any) -> list[nbformat.NotebookNode]:
    outputs = []
    for output in reply.get("outputs", []) if isinstance(reply, dict) else []:
        try:
            node = nbformat.from_dict(output)
            nbformat.validate(node, ref=node.output_type, version=4)
            outputs.append(node)
        except Exception:  # whatever a sandbox sent that is no output is left out of the staff's copy
            continue
    return outputs


def _name(number: int, source: str) -> str:
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return f"code cell {number} (`{first[:60]}`)"
