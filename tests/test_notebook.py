"""The notebook behind the wall: as Jupyter would run it, and read by Otter's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.config import ConfigError, Settings
from autograder.hidden.otter_runner import run_notebook, run_otter_graders, written_answers
from autograder.isolation.sandbox import Sandbox
from autograder.remote import Variables


def notebook(*sources: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def test_variables_are_read_through_the_wall(sandbox: Callable[..., Sandbox]) -> None:
    one = sandbox()
    assert run_notebook(notebook("import torch\nx = torch.arange(3.0)", "y = {'a': x, 'b': (1, 'two')}"), one, 20) == []
    variables = Variables(one)
    np.testing.assert_array_equal(variables["x"], [0, 1, 2])
    assert variables["y"]["b"] == (1, "two")
    assert variables.get("nothing") is None and "nothing" not in variables
    np.testing.assert_array_equal(variables["torch"].as_tensor(np.ones(2)), [1, 1])


def test_magics_shell_lines_plots_and_values_become_outputs(sandbox: Callable[..., Sandbox]) -> None:
    book = notebook(
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        "plt.plot([1, 2]);",
        "6 * 7",
        "print('hi')",
        "!echo shell",
        "%%capture c\nprint(1)",
    )
    assert run_notebook(book, sandbox(), 20) == []
    outputs = [cell.outputs for cell in book.cells]
    assert "image/png" in outputs[1][0].data
    assert outputs[2][0].data["text/plain"] == "42"
    assert outputs[3][0].text == "hi\n"
    nbformat.validate(book)


def test_a_cell_that_fails_is_named_and_the_next_ones_run(sandbox: Callable[..., Sandbox]) -> None:
    book = notebook("a = 1", "b = 2\nboom()", "def f(:", "c = 3")
    one = sandbox()
    notes = run_notebook(book, one, 20)
    assert notes[0].startswith("Notebook, code cell 2 (`b = 2`), line 2: ")
    assert notes[1].startswith("Notebook, code cell 3 (`def f(:`), line 1: ")
    assert "NameError: name 'boom' is not defined" in notes[0] and "SyntaxError" in notes[1]
    assert Variables(one)["c"] == 3
    nbformat.validate(book)


def test_a_cell_that_hangs_is_interrupted_and_the_next_ones_run(sandbox: Callable[..., Sandbox]) -> None:
    one = sandbox()
    (note,) = run_notebook(notebook("import time\ntime.sleep(60)", "c = 3"), one, 1)
    assert "longer than 1 seconds" in note and Variables(one)["c"] == 3


def test_a_cell_that_ignores_interrupts_ends_the_notebook(sandbox: Callable[..., Sandbox]) -> None:
    stubborn = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass"
    (note,) = run_notebook(notebook(stubborn, "c = 3"), sandbox(), 1)
    assert "did not run" in note


@pytest.mark.parametrize("source", ["import os; os._exit(0)", "import ctypes; ctypes.string_at(0)"])
def test_a_notebook_that_kills_its_process_is_named(sandbox: Callable[..., Sandbox], source: str) -> None:
    (note,) = run_notebook(notebook("a = 1", source, "b = 2"), sandbox(), 20)
    assert "code cell 2" in note and "did not run" in note


def test_input_and_exit_do_not_stop_the_notebook(sandbox: Callable[..., Sandbox]) -> None:
    one = sandbox()
    notes = run_notebook(notebook("input()", "exit()", "quit", "c = 3"), one, 20)
    assert "EOFError" in notes[0] and Variables(one)["c"] == 3


TESTS = '''from otter.test_files import test_case
OK_FORMAT = False
name = "q2c"
points = None

@test_case(points=2, hidden=True)
def test_margin_covers_the_receptive_field(env):
    """The margin."""
    assert env["margin"] == 3, "The margin is off."

@test_case(points=2, hidden=True)
def test_untrained_features_verdict(verdict):
    """The verdict."""
    assert verdict is True

@test_case(points=0, hidden=False)
def test_public(env):
    """Nothing."""
'''


def test_otter_tests_run_on_the_variables(sandbox: Callable[..., Sandbox], settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "q2c.py").write_text(TESTS)
    one = sandbox()
    run_notebook(notebook("margin = 2\nverdict = True"), one, 20)
    margin, verdict = run_otter_graders(settings, one, tmp_path)
    assert (margin.status, margin.seen, margin.title) == ("failed", "The margin is off.", "The margin")
    assert (verdict.status, verdict.question, verdict.public) == ("passed", "2c", False)


def test_a_missing_variable_or_notebook_fails_and_is_no_fault_of_the_grader(
    sandbox: Callable[..., Sandbox], settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "q2c.py").write_text(TESTS)
    one = sandbox()
    run_notebook(notebook("pass"), one, 20)
    for outcomes in (run_otter_graders(settings, one, tmp_path), run_otter_graders(settings, None, tmp_path)):
        assert [outcome.status for outcome in outcomes] == ["failed", "failed"]
    assert "missing" in outcomes[0].seen


def test_points_that_differ_from_assignment_toml_are_an_error(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "q2c.py").write_text(TESTS.replace("points=2", "points=3"))
    with pytest.raises(ConfigError, match="test_margin_covers_the_receptive_field has 3"):
        run_otter_graders(settings, None, tmp_path)


def test_written_answers_are_found_by_their_heading(settings: Settings) -> None:
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("**Answer 1a.**\n\n_Type your answer here._"),
            nbformat.v4.new_markdown_cell("**Answer 1b.**\n\nNine by nine.\n\nSo 81."),
            nbformat.v4.new_markdown_cell("**Answer 9z.** no such question"),
        ]
    )
    answers = written_answers(book, settings)
    assert answers["1a"] == "" and answers["1b"] == "Nine by nine.\n\nSo 81." and answers["2d"] == ""
    assert set(answers) == set(settings.questions)
