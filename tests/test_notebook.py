"""The notebook behind the wall: as Jupyter would run it, and read by Otter's tests."""

from __future__ import annotations

import json
import os
import shutil
import sysconfig
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest

from autograder.errors import ConfigError
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import NotebookRun, section
from autograder.grading.otter_lane import load_otter_graders, run_otter_graders, written_answers
from autograder.grading.outcomes import Outcome
from autograder.homework import load_homework
from autograder.settings import Settings
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Variables
from autograder.wall.template import Template

HEADINGS = Headings(load_homework())


def notebook(*sources: str) -> nbformat.NotebookNode:
    """A notebook of code cells; a source that starts with "## " is a heading."""
    cells = [
        nbformat.v4.new_markdown_cell(source) if source.startswith("## ") else nbformat.v4.new_code_cell(source)
        for source in sources
    ]
    return nbformat.v4.new_notebook(cells=cells)


def run_notebook(book: nbformat.NotebookNode, one: Sandbox, cell_seconds: float) -> list[str]:
    """Run all cells in this sandbox, which stays; return what the student reads."""
    run = NotebookRun(book, HEADINGS, lambda seconds: one, cell_seconds, 60, Hung())
    for _ in run.questions():
        pass
    run._sandbox = None
    run.close()
    return run.notes


def otter(settings: Settings, folder: Path, environment: Sandbox | str) -> list[Outcome]:
    """The outcomes of the Otter graders in `folder`, which question 2c has instead of its own."""
    return run_otter_graders(settings, load_otter_graders(elsewhere(settings, folder))["2c"], environment)


def elsewhere(settings: Settings, folder: Path) -> Settings:
    """The same homework, with `folder`'s q*.py as its only Otter graders."""
    hidden = folder / "homework" / "hidden"
    if not hidden.exists():
        hidden.mkdir(parents=True)
        (hidden / "otter").symlink_to(folder)
    return replace(settings, folder=folder / "homework")


START = "a = 1"
DEATHS = {
    "leaves": ("import os; os._exit(0)", "left it"),
    "segmentation fault": ("import ctypes; ctypes.string_at(0)", "segmentation fault"),
    "kill": ("import os; os.kill(os.getpid(), 9)", "killed"),
    "abort": ("import os; os.abort()", "ended"),
    "fork bomb": ("import os\nwhile True: os.fork()", "processes"),
    "stubborn": (
        "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt: pass",
        "time limit",
    ),
}


@pytest.mark.parametrize("death", DEATHS)
def test_the_next_question_goes_on_in_a_fresh_process(sandbox: Callable[..., Sandbox], death: str) -> None:
    source, said = DEATHS[death]
    book = notebook(
        START, "## 1a. First", "b = 2", source, "never = 1", "## 1b. Second", "c = a + 2", "## 1c.", "d = b"
    )
    hung = Hung()
    run = NotebookRun(book, HEADINGS, lambda seconds: sandbox(seconds), 1, 60, hung)
    seen = {}
    for question, kernel in run.questions():
        seen[question] = None if kernel is None else [Variables(kernel).get(name) for name in ("a", "b", "c", "never")]
    run.close()
    assert seen["1a"] is None and seen["1b"] == [1, None, 3, None] and seen["1c"] == [1, None, 3, None]
    assert said in run.died["1a"] and "Code cell 3" in run.died["1a"] and set(run.died) == {"1a"}
    assert "code cell 3" in run.notes[0] and "the rest ran in a fresh process" in run.notes[0]
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code[2].outputs[-1].ename == "KernelDied" and code[3].outputs == [] and code[3].execution_count is None
    assert "NameError" in run.notes[1] or "lacks a name" in run.notes[1]
    nbformat.validate(book)


def test_a_cell_of_the_start_that_ends_the_process_is_left_out_of_the_next_ones(
    sandbox: Callable[..., Sandbox],
) -> None:
    book = notebook("import os; os._exit(0)", "a = 1", "## 1a.", "b = a", "## 1b.", "c = b")
    run = NotebookRun(book, HEADINGS, lambda seconds: sandbox(seconds), 5, 60, Hung())
    seen = {question: kernel and Variables(kernel).get("b") for question, kernel in run.questions()}
    run.close()
    assert seen["1a"] == 1 and seen["1b"] == 1


def test_what_one_question_does_to_the_process_ends_with_it(sandbox: Callable[..., Sandbox]) -> None:
    mess = "import os, torch\ntorch.set_default_dtype(torch.float64)\nos.remove('toeplitz.py')\nos.chdir('data')"
    book = notebook("## 1a.", mess, "## 1b.", "from toeplitz import one\nimport torch\nkind = str(torch.ones(1).dtype)")
    one = sandbox(toeplitz="one = 1")
    assert run_notebook(book, one, 20) == []
    assert (Variables(one)["one"], Variables(one)["kind"]) == (1, "torch.float32")


def test_cells_that_hang_in_the_same_file_are_waited_for_less_and_less(sandbox: Callable[..., Sandbox]) -> None:
    hang = "from toeplitz import f\nf()"
    hung = Hung()
    book = notebook("## 1a.", hang, "## 1b.", "import time; time.sleep(0.5); done = 1")
    run = NotebookRun(
        book, HEADINGS, lambda seconds: sandbox(seconds, toeplitz="def f():\n    while True: pass"), 1, 60, hung
    )
    for _, kernel in run.questions():
        assert kernel is not None
        done = Variables(kernel).get("done")
    run.close()
    assert done == 1 and len(run.notes) == 1
    assert hung.grace("toeplitz in a cell") < 10 and hung.grace("toeplitz") == float("inf")


def test_cells_that_go_on_hanging_leave_time_for_the_last(sandbox: Callable[..., Sandbox]) -> None:
    hang = "import time\ntime.sleep(60)"
    book = notebook(*[source for number in range(8) for source in (f"## 1{number}.", hang)], "## 2c.", "done = 1")
    run = NotebookRun(book, HEADINGS, lambda seconds: sandbox(seconds), 3, 12, Hung())
    done = [kernel and Variables(kernel).get("done") for _, kernel in run.questions()]
    run.close()
    assert done[-1] == 1 and len(run.notes) > 1


def test_half_a_character_in_a_cell_is_no_fault_of_the_grader(sandbox: Callable[..., Sandbox]) -> None:
    one = sandbox()
    run_notebook(notebook("a = '\ud800'", "b = 2"), one, 20)
    assert Variables(one)["b"] == 2


def test_outputs_of_odd_kinds_are_left_out_and_the_others_kept(sandbox: Callable[..., Sandbox]) -> None:
    odd = [
        "from IPython.display import display, JSON, publish_display_data as publish\ndisplay(JSON({1: 1, 'two': 2}))",
        "publish({'image/png': b'abc', 'text/plain': 'kept'}, {1: b'x'})",
        "publish({'text/plain': 'x' * 10**7})",
        "for number in range(5000): publish({'text/plain': str(number)})",
        "'\\ud800'",
    ]
    book = notebook(*odd)
    run_notebook(book, sandbox(), 20)
    text = json.dumps(book, sort_keys=True)
    assert len(text) < 2 * 10**6 and "more outputs were too many or too large" in text
    nbformat.validate(book)


def test_a_notebook_that_cannot_be_started_fails_in_words(sandbox: Callable[..., Sandbox]) -> None:
    def start(seconds: float) -> Sandbox:
        one = sandbox(seconds)
        one.request("replace", "IPython.core.interactiveshell.InteractiveShell", lambda *args: None)
        one.request("replace", "autograder.wall.kernel._Shell", lambda *args: None)
        return one

    run = NotebookRun(notebook("a = 1", "## 1a.", "b = 2"), HEADINGS, start, 5, 60, Hung())
    assert [kernel for _, kernel in run.questions()] == [None, None]
    run.close()
    assert "did not run" in run.died["1a"]


def test_the_same_error_is_said_once(sandbox: Callable[..., Sandbox]) -> None:
    notes = run_notebook(notebook(*["import nothing_here"] * 6), sandbox(), 20)
    assert len(notes) == 1 and notes[0].endswith("The same in 5 more cells.")


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


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root's sandboxes have another uid")
def test_a_plot_is_drawn_where_the_libraries_lie_below_a_private_folder(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as root's home: matplotlib resolves paths, and no sandbox may walk there."""
    libraries = tmp_path / "private" / "libraries"
    shutil.copytree(Path(matplotlib.__file__).parent, libraries / "matplotlib")
    libraries.parent.chmod(0o700)
    real = sysconfig.get_path
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(libraries) if name == "purelib" else real(name))
    book = notebook("import matplotlib.pyplot as plt", "plt.plot([1, 2]);")
    with Template.of(settings) as template:
        sandbox = template.sandbox({}, settings.limits, 20)
        assert run_notebook(book, sandbox, 20) == []
        sandbox.close()
    assert "image/png" in book.cells[1].outputs[0].data


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
    margin, verdict = otter(settings, tmp_path, one)
    assert (margin.status, margin.seen, margin.title) == ("failed", "The margin is off.", "The margin")
    assert (verdict.status, verdict.question, verdict.public) == ("passed", "2c", False)


def test_a_missing_variable_or_notebook_fails_and_is_no_fault_of_the_grader(
    sandbox: Callable[..., Sandbox], settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "q2c.py").write_text(TESTS)
    one = sandbox()
    run_notebook(notebook("pass"), one, 20)
    for outcomes in (otter(settings, tmp_path, one), otter(settings, tmp_path, "The notebook is missing.")):
        assert [outcome.status for outcome in outcomes] == ["failed", "failed"]
    assert "missing" in outcomes[0].seen


@pytest.mark.parametrize("reads", ["1 / margin", "[1][margin + 5]", "'x'.encode('ascii')[margin]()", "int('x' * 9)"])
def test_whatever_an_otter_test_makes_of_an_odd_value_is_a_failure(
    sandbox: Callable[..., Sandbox], settings: Settings, tmp_path: Path, reads: str
) -> None:
    (tmp_path / "q2c.py").write_text(
        TESTS.replace('assert env["margin"] == 3', f'assert ({reads}, env["margin"]) == 3').replace(
            "(env)", "(env, margin)"
        )
    )
    one = sandbox()
    run_notebook(notebook("margin = 0\nverdict = True"), one, 20)
    margin, verdict = otter(settings, tmp_path, one)
    assert (margin.status, verdict.status) == ("failed", "passed")


def test_points_that_differ_from_assignment_toml_are_an_error(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "q2c.py").write_text(TESTS.replace("points=2", "points=3"))
    with pytest.raises(ConfigError, match="test_margin_covers_the_receptive_field has 3"):
        load_otter_graders(elsewhere(settings, tmp_path))


def test_written_answers_are_found_by_their_heading(settings: Settings) -> None:
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("**Answer 1a.**\n\n_Type your answer here._"),
            nbformat.v4.new_markdown_cell("**Answer 1b.**\n\nNine by nine.\n\nSo 81."),
            nbformat.v4.new_markdown_cell("**Answer 9z.** no such question"),
        ]
    )
    whole = nbformat.v4.new_notebook(
        cells=[
            *(nbformat.v4.new_markdown_cell(text) for text in ("## 1a. First", "Some text.", "**Question 1a.** Why?")),
            nbformat.v4.new_markdown_cell("Typed over the whole cell."),
            nbformat.v4.new_code_cell("x = 1"),
            nbformat.v4.new_raw_cell("And in a cell below."),
            *(
                nbformat.v4.new_markdown_cell(text)
                for text in ("## 1b. Second", "Not an answer.", "**Question 1b.** So?")
            ),
            *(nbformat.v4.new_markdown_cell(text) for text in ("**Answer 1b.**\n\nOne.", "Two.")),
        ]
    )
    found = written_answers(whole, settings)
    assert found["1a"] == "Typed over the whole cell.\n\nAnd in a cell below." and found["1b"] == "One.\n\nTwo."
    answers = written_answers(book, settings)
    assert answers["1a"] == "" and answers["1b"] == "Nine by nine.\n\nSo 81." and answers["2d"] == ""
    assert set(answers) == set(settings.questions)


def test_the_heading_of_a_question_with_a_long_id_ends_the_answer_above_it(settings: Settings) -> None:
    one = settings.questions["1a"]
    named = replace(settings, questions={"warmup": replace(one, id="warmup"), "kernels": replace(one, id="kernels")})
    texts = ["**Question warmup.** Why?", "Because.", "## kernels. Second", "Not an answer."]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in texts])
    assert written_answers(book, named) == {"warmup": "Because.", "kernels": ""}


def test_cells_below_a_students_own_heading_belong_to_the_question(sandbox: Callable[..., Sandbox]) -> None:
    book = notebook("a = 1", "## 1d. Changed", "b = 2", "## Results. Mine", "c = 3", "## 3. Own", "d = 4")
    run = NotebookRun(book, HEADINGS, lambda seconds: sandbox(seconds), 5, 60, Hung())
    seen = {question: "d" in Variables(kernel) for question, kernel in run.questions() if kernel}
    run.close()
    assert seen == {"1d": True, "": True}
    code = [cell.source for cell in section(book, HEADINGS, "1d").cells if cell.cell_type == "code"]
    assert code == ["a = 1", "b = 2", "c = 3", "d = 4"] and "c = 3" not in str(section(book, HEADINGS, "1a"))


def test_a_numbered_heading_of_a_students_own_ends_no_answer(settings: Settings) -> None:
    texts = ["**Question 2d.** Why?", "## 1. First", "Because.", "## 2. Then\n\nSo.", "## 3. Check and hand in\n\nRun."]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in texts])
    assert written_answers(book, settings)["2d"] == "## 1. First\n\nBecause.\n\n## 2. Then\n\nSo."


def test_a_cell_that_fills_the_memory_leaves_the_next_question_a_fresh_process(
    template: Template, settings: Settings
) -> None:
    hoard = "hoard = []\nwhile True:\n    hoard.append(bytearray(2**26))"  # untouched, so that it is refused, not ended
    book = notebook("## 1a.", hoard, "b = 2", "## 1b.", "import torch\nc = float(torch.ones(2**25).sum())")
    limits = replace(settings.limits, memory_mb=400)
    run = NotebookRun(book, HEADINGS, lambda seconds: template.sandbox({}, limits, seconds), 20, 60, Hung())
    seen = {question: kernel and Variables(kernel).get("c") for question, kernel in run.questions()}
    run.close()
    assert seen["1b"] == 2.0**25
    assert "emory" in run.notes[0]
