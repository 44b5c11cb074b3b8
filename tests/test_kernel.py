"""Whole submissions whose code ends, hangs or bends the notebook's process: what they lose, and what is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.grading.grade import grade_submission
from autograder.grading.headings import Headings
from autograder.grading.notebook_lane import NotebookLane
from autograder.grading.notebook_run import section
from autograder.grading.outcomes import Grade
from autograder.settings import Settings
from autograder.wall.template import Template

# In the middle of 2c's own cell.
LATE_EXIT = """
import threading, time

def leave():
    while "untrained_cnn" not in globals():
        time.sleep(0.01)
    os._exit(0)

threading.Thread(target=leave).start()
"""
LEAVE = "\n\nimport os\n\n\ndef {name}(*args, **kwargs):\n    os._exit(0)\n"


@pytest.fixture
def graded(reference: Path, tmp_path: Path, template: Template, settings: Settings) -> Callable[..., Grade]:
    """Grades the reference with something appended to files, and with a changed notebook, of these questions alone."""

    def grade(
        *questions: str,
        beside: tuple[str, ...] = (),
        files: dict[str, str] | None = None,
        change: Callable[[nbformat.NotebookNode], object] = lambda notebook: None,
    ) -> Grade:
        folder = tmp_path / "submission"
        shutil.copytree(reference, folder)
        for name, source in (files or {}).items():
            with open(folder / name, "a", encoding="utf-8") as file:
                file.write(source)
        whole = nbformat.read(folder / settings.notebook, as_version=4)
        notebook = section(whole, Headings(settings), *questions, *beside)
        change(notebook)
        nbformat.write(notebook, folder / settings.notebook)
        quick = replace(settings.limits, test_seconds=5, cell_seconds=15)
        return grade_submission(folder, replace(settings.only(*questions), limits=quick), template=template)

    return grade


def lost(grade: Grade) -> dict[str, float]:
    """Question -> the points lost in it."""
    questions = {outcome.question: 0.0 for outcome in grade.outcomes if outcome.status != "passed"}
    for outcome in grade.outcomes:
        if outcome.status != "passed":
            questions[outcome.question] += outcome.points
    return questions


def heading(notebook: nbformat.NotebookNode, question: str) -> int:
    return next(place for place, cell in enumerate(notebook.cells) if cell.source.startswith(f"## {question}."))


def test_a_function_that_leaves_the_process_costs_its_question_alone(graded: Callable[..., Grade]) -> None:
    result = graded("1b", "1d", "2c", beside=("1a",), files={"toeplitz.py": LEAVE.format(name="toeplitz_matrix")})
    assert lost(result) == {} and not result.failed_to_run
    assert "ended the notebook's process" in result.notes[0] and "code cell 3" in result.notes[0]
    cells = json.loads(result.notebook or "")["cells"]
    dead = [cell for cell in cells if any(out.get("ename") == "KernelDied" for out in cell.get("outputs", []))]
    assert "toeplitz_matrix" in dead[0]["source"]


def test_a_file_that_ends_the_process_at_import_costs_no_question_that_only_leans_on_it(
    graded: Callable[..., Grade],
) -> None:
    result = graded("1d", "2a", "2c", files={"models.py": "\nimport os\nos.abort()\n"})
    assert set(lost(result)) == {"2a"} and not result.failed_to_run


def test_the_reason_of_a_lost_question_names_the_cell(graded: Callable[..., Grade]) -> None:
    def kill(notebook: nbformat.NotebookNode) -> None:
        cell = nbformat.v4.new_code_cell("import os; os.kill(os.getpid(), 9)")
        notebook.cells.insert(heading(notebook, "2c") + 1, cell)

    result = graded("1d", "2c", change=kill)
    assert lost(result) == {"2c": 4}
    (seen,) = {outcome.seen for outcome in result.outcomes if outcome.status == "failed"}
    assert "import os; os.kill" in seen and "ended the notebook's process" in seen


@pytest.mark.parametrize(
    "cell",
    [
        "%reset -f",
        "torch = lab = grader = CNN = 7",
        LATE_EXIT,
        "torch.Tensor.__rsub__ = torch.Tensor.norm = torch.linalg.vector_norm = lambda *args, **options: 0 / 0",
    ],
    ids=["names deleted", "names taken", "a late exit", "torch bent"],
)
def test_what_other_questions_cells_leave_behind_costs_a_question_nothing(
    graded: Callable[..., Grade], cell: str
) -> None:
    def leave_behind(notebook: nbformat.NotebookNode) -> None:
        notebook.cells.insert(heading(notebook, "2c"), nbformat.v4.new_code_cell(f"import os\n{cell}"))

    result = graded("2c", beside=("1b",), change=leave_behind)
    assert lost(result) == {}
    assert any(note.startswith("Notebook, 2c: something that ran before was in the way") for note in result.notes)


@pytest.mark.parametrize(
    ("cell", "times"),
    [("raise NotImplementedError('2c')", 0), ("margin = None", 1)],
    ids=["an open hole", "a wrong answer"],
)
def test_a_wrong_answer_is_run_once_more_and_an_open_hole_is_not(
    graded: Callable[..., Grade], monkeypatch: pytest.MonkeyPatch, cell: str, times: int
) -> None:
    def replace_the_answer(notebook: nbformat.NotebookNode) -> None:
        answer = next(cell for cell in notebook.cells if "margin = 3" in cell.source)
        answer.source = cell

    ran: list[str] = []
    alone = NotebookLane._alone
    monkeypatch.setattr(NotebookLane, "_alone", lambda self, *args: ran.append(args[0]) or alone(self, *args))
    assert lost(graded("2c", change=replace_the_answer)) == {"2c": 4} and len(ran) == times


def test_answers_below_another_questions_heading_count(graded: Callable[..., Grade]) -> None:
    def without_heading(notebook: nbformat.NotebookNode) -> None:
        notebook.cells.pop(heading(notebook, "2c"))

    assert lost(graded("2c", beside=("1a",), change=without_heading)) == {}


@pytest.mark.filterwarnings("ignore")  # as in `autograder grade`, where numpy's on complex numbers end nothing
@pytest.mark.parametrize(
    "odd",
    [
        "toeplitz_matrix = None",
        "toeplitz_matrix = lambda *args: float('nan') * torch.ones(9, 9)",
        "toeplitz_matrix = lambda *args: torch.ones(9, 9, dtype=torch.complex64) * 1j",
        "toeplitz_matrix = lambda *args: torch.ones(3, 3).to_sparse()",
        "import sys; sys.modules[__name__] = 7",
        "import sys; sys.modules[__name__] = None",
    ],
)
def test_what_stands_in_the_place_of_a_function_or_module_is_that_questions_failure(
    graded: Callable[..., Grade], odd: str
) -> None:
    result = graded("1a", files={"toeplitz.py": f"\n\n{odd}\n"})
    assert lost(result).keys() == {"1a"} and not result.failed_to_run


def test_helper_files_named_like_libraries_are_no_fault_of_the_grader(graded: Callable[..., Grade]) -> None:
    names = ("matplotlib_inline.py", "IPython.py", "nbformat.py", "json.py", "otter.py")
    result = graded("2c", files=dict.fromkeys(names, "raise SystemExit('mine')\n"))
    assert not result.failed_to_run and len(result.outcomes) == 2


def test_what_nobody_had_thought_of_in_a_notebook_fails_it_and_is_flagged(
    graded: Callable[..., Grade], monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_: object) -> None:
        raise IndexError("an odd cell")

    monkeypatch.setattr("autograder.grading.notebook_run.NotebookRun._keep", odd)
    result = graded("2c")
    assert lost(result) == {"2c": 4} and not result.failed_to_run
    assert "the notebook met something odd: IndexError: an odd cell" in result.flags
