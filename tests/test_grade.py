"""The whole line: submissions as students make them, through `autograder grade` and the wall."""

from __future__ import annotations

import errno
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import nbformat
import psutil
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.errors import TemplateError
from autograder.grading.grade import grade_submission, refused
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import section
from autograder.grading.outcomes import Grade
from autograder.grading.titles import notebook_questions
from autograder.homework import load_homework
from autograder.outputs.results import SCHEMA, to_gradescope
from autograder.settings import Settings
from autograder.wall.template import Template

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def changed(reference: Path, tmp_path: Path, settings: Settings) -> Callable[..., Path]:
    """Makes the reference with changes, and with more each time: changed("models.py", "old text", "new text", ...).

    Its notebook has the questions alone that hidden tests look at: the others' cells would train for nothing.
    """

    def change(name: str, *pairs: str) -> Path:
        folder = tmp_path / "submission"
        if not folder.exists():
            shutil.copytree(reference, folder)
            notebook = nbformat.read(folder / settings.notebook, as_version=4)
            nbformat.write(
                section(notebook, Headings(settings), *notebook_questions(settings)), folder / settings.notebook
            )
        text = (folder / name).read_text()
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text)
        return folder

    return change


@pytest.fixture
def grade(template: Template, settings: Settings) -> Callable[..., Grade]:
    def run(path: Path, *questions: str) -> Grade:
        return grade_submission(path, settings.only(*questions) if questions else settings, template=template)

    return run


def lost(grade: Grade) -> dict[str, float]:
    """Question -> the points lost in it."""
    result: dict[str, float] = {}
    for outcome in grade.outcomes:
        if outcome.status != "passed":
            result[outcome.question] = result.get(outcome.question, 0) + outcome.points
    return result


def test_a_template_that_dies_is_told_apart_from_every_students_mistake(reference: Path, settings: Settings) -> None:
    with Template.of(settings) as template:
        advance = lambda outcome: template._process.kill()  # noqa: E731
        with pytest.raises(TemplateError, match="has gone"):
            grade_submission(reference, settings.only("1b"), template=template, advance=advance)


def test_the_reference_scores_everything(graded: Callable[[str], Grade]) -> None:
    """That it scores the same each time is seen where JupyterLab saved it, and where containers grade it."""
    result = graded("reference")
    assert lost(result) == {}
    assert (result.score, result.notes) == (100, ())
    assert all(result.answers.values())


def test_ctrl_c_ends_a_grading_and_all_that_it_started(reference: Path, tmp_path: Path) -> None:
    shutil.copytree(reference, tmp_path / "in")
    (tmp_path / "in" / "toeplitz.py").write_text("open('here', 'w').close()\nwhile True: pass\n")
    command = [sys.executable, "-m", "autograder", "grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    own = psutil.Process(process.pid)
    while len(below := own.children(recursive=True)) < 3:  # the template, and a sandbox in each lane
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 1  # the lanes would go on for minutes
    assert psutil.wait_procs(below, timeout=10)[1] == []


def test_the_stubs_score_nothing(graded: Callable[[str], Grade]) -> None:
    result = graded("stubs")
    assert result.score == 0
    assert not result.failed_to_run
    assert "NotImplementedError: 1a" in next(o.seen for o in result.outcomes if o.question == "1a")


def test_the_flawed_sample_loses_what_its_mistakes_cost_and_is_told_why(graded: Callable[[str], Grade]) -> None:
    result = graded("flawed")
    assert lost(result) == {"1a": 6, "1d": 2, "2a": 4, "2b": 3}
    named = {outcome.misconception for outcome in result.outcomes if outcome.status != "passed"}
    assert named == {"kernel-reversed", "bias-per-channel", "missing-relu", "roll-instead-of-shift"}
    assert result.notes == (), "its notebook is of an older handout"


# Each in a submission with others, in other files: what one loses, the others do not touch.
MISTAKES = {
    "translate is not written": ("equivariance.py", ("    dy, dx = shift\n    height", "    raise NotImplementedError\n    height"), {"2b": 5}),
    "translate moves the other way": ("equivariance.py", ("    dy, dx = shift\n", "    dy, dx = -shift[0], -shift[1]\n"), {"2b": 5}),
    "the error is absolute": ("equivariance.py", ("return difference / size if size > 0 else float(\"inf\")", "return difference"), {"2b": 6}),
    "output_size is one too small": ("locally_connected.py", ("height - kernel_size + 1, width - kernel_size + 1", "height - kernel_size, width - kernel_size"), {"1e": 2}),
    "the layer shares its weights": ("locally_connected.py", ("self.weight.reshape(height", "self.weight[:1, :1].expand_as(self.weight).reshape(height"), {"1d": 12}),
    "CNN without ReLU": ("models.py", ("            nn.ReLU(),\n            nn.Conv2d", "            nn.Conv2d"), {"2a": 4}),
    "CNN without padding": ("models.py", ('kernel_size=5, padding="same"', "kernel_size=5", 'kernel_size=3, padding="same"', "kernel_size=3", "c2 * height * width", "c2 * (height - 6) * (width - 6)"), {"2a": 5}),
    "CNN is not written": ("models.py", ("        in_channels, height, width = input_shape\n", '        raise NotImplementedError("2a")\n'), {"2a": 8}),
}  # fmt: skip


@pytest.mark.parametrize(
    "mistakes",
    [
        ("translate moves the other way", "the layer shares its weights", "CNN without ReLU"),
        ("translate is not written", "output_size is one too small", "CNN without padding"),
        ("the error is absolute", "CNN is not written"),
    ],
)
def test_a_mistake_costs_points_in_its_question_and_nowhere_else(
    mistakes: tuple[str, ...], changed: Callable[..., Path], grade: Callable[..., Grade]
) -> None:
    expected: dict[str, float] = {}
    for name, pairs, losses in map(MISTAKES.__getitem__, mistakes):
        folder = changed(name, *pairs)
        expected |= losses
    result = grade(folder)
    assert not result.failed_to_run
    assert lost(result) == expected, [o for o in result.outcomes if o.status != "passed"]


BAD_ANSWERS = {
    "a syntax error": ("def toeplitz_matrix(", "def toeplitz_matrix((", "SyntaxError"),
    "an import of what is not there": ("import torch\n", "import torch, pandas_profiling\n", "ModuleNotFoundError"),
    "a hang on import": ("import torch\n", "import torch\nwhile True: pass\n", "time limit"),
    "a numpy array": ("return kernel[tap].masked_fill(outside, 0)", "return kernel[tap].masked_fill(outside, 0).numpy()", "numpy.ndarray"),
    "NaN": ("return kernel[tap].masked_fill(outside, 0)", "return kernel[tap].masked_fill(outside, float('nan'))", "NaN"),
    "another shape": ("return kernel[tap].masked_fill(outside, 0)", "return kernel[tap].masked_fill(outside, 0)[1:]", "Wrong shape"),
    "None": ("return kernel[tap].masked_fill(outside, 0)", "pass", "NoneType"),
    "leaving": ("    tap, outside = _taps(n", "    import os; os._exit(0)\n    tap, outside = _taps(n", "left it"),
}  # fmt: skip


@pytest.mark.parametrize("answer", BAD_ANSWERS)
def test_a_bad_answer_is_named_and_other_files_still_count(
    answer: str, changed: Callable[..., Path], template: Template, settings: Settings
) -> None:
    old, new, said = BAD_ANSWERS[answer]
    quick = replace(settings.only("1a", "1e"), limits=replace(settings.limits, test_seconds=3))
    result = grade_submission(changed("toeplitz.py", old, new), quick, template=template)
    assert not result.failed_to_run
    assert "1e" not in lost(result)
    seen = [outcome.seen for outcome in result.outcomes if outcome.status == "failed"]
    assert seen
    assert any(said in text for text in seen), seen


def test_a_missing_file_is_named_and_the_others_count(
    reference: Path, tmp_path: Path, grade: Callable[..., Grade]
) -> None:
    shutil.copytree(reference, tmp_path / "s")
    (tmp_path / "s/models.py").unlink()
    result = grade(tmp_path / "s", "1b", "2d")
    assert lost(result) == {"2d": 8}
    assert "models.py is missing" in result.notes[0]


@pytest.mark.parametrize("content", [b"not a zip", b""])
def test_a_submission_that_cannot_be_read_scores_zero_and_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "upload.zip").write_bytes(content)
    done = CliRunner().invoke(main, ["grade", str(tmp_path / "upload.zip"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    results = json.loads((tmp_path / "out/results.json").read_text())
    jsonschema.validate(results, SCHEMA)
    assert results["score"] == 0
    assert "Make the zip again" in results["output"]
    assert (tmp_path / "out/feedback.html").exists()


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["grade", str(tmp_path / "nothing"), "--out", str(tmp_path)])
    assert done.exit_code == 2
    (tmp_path / "file").touch()
    done = CliRunner().invoke(main, ["grade", str(tmp_path), "--out", str(tmp_path / "file")])
    assert done.exit_code == 2


def test_a_grader_that_fails_exits_with_3_and_results_say_so(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hidden.oracles.toeplitz_matrix", None)
    (tmp_path / "submission").mkdir()
    shutil.copy(reference / "toeplitz.py", tmp_path / "submission")
    done = CliRunner().invoke(main, ["grade", str(tmp_path / "submission"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 3
    results = json.loads((tmp_path / "out/results.json").read_text())
    jsonschema.validate(results, SCHEMA)
    assert "not your fault" in results["output"]


def test_a_hidden_test_with_a_fault_of_its_own_is_flagged_and_not_silently_a_zero(
    reference: Path, grade: Callable[..., Grade], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hidden.oracles.weight_counts", lambda n, k: {})
    result = grade(reference, "1b")
    assert result.failed_to_run
    assert "test_locally_connected_count could not run" in result.flags
    results = to_gradescope(result, settings)
    assert "could-not-run" in results["tests"][0]["tags"]
    assert "fault of the grader" in results["tests"][0]["output"]


def test_a_full_disk_is_said_and_costs_nothing_that_is_written(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "feedback.html")

    monkeypatch.setattr("autograder.outputs.files.write_feedback", full)
    monkeypatch.setattr(
        "autograder.grading.grade.grade_submission", lambda *_, **__: refused("not read", load_homework())
    )
    done = CliRunner().invoke(main, ["grade", str(reference), "--out", str(tmp_path)])
    assert done.exit_code == 3 and "The disk is full" in done.output and "Traceback" not in done.output
    assert "grader_failed" not in json.loads((tmp_path / "results.json").read_text())["extra_data"]


def test_a_file_that_was_not_handed_in_and_one_that_hangs_say_so(
    reference: Path, tmp_path: Path, settings: Settings, template: Template
) -> None:
    (tmp_path / "models.py").write_text("import torch\nx = torch.ones(1).cuda()\n")
    (tmp_path / "equivariance.py").write_text("type X = int\ndef f(:\n")
    one = grade_submission(tmp_path, settings.only("1b", "2a", "2b"), template=template)
    said: dict[str, str] = {}
    for outcome in one.outcomes:
        said[outcome.question] = f"{said.get(outcome.question, '')} {outcome.seen} {outcome.hint}"
    assert "toeplitz.py was not handed in" in said["1b"]
    assert "There is no GPU where it is graded" in said["2a"]
    assert f"Python {sys.version_info.major}.{sys.version_info.minor} grades it" in said["2b"]
    assert not one.failed_to_run
