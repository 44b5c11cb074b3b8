"""A question that is graded by itself, put into the results that are there."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.batch.folder import merged, not_graded_again, read_found, write_folder
from autograder.batch.plan import Task
from autograder.batch.roster import Entry
from autograder.grading.grade import grade_submission
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import section
from autograder.grading.outcomes import Grade, Matrix, Outcome
from autograder.settings import Settings
from autograder.wall.template import Template

_REFUSES = "\n\ndef is_translation_equivariant(*args, **kwargs):\n    raise NotImplementedError\n"


def test_a_question_graded_by_itself_gets_what_it_gets_among_all(
    settings: Settings, template: Template, reference: Path, tmp_path: Path
) -> None:
    """2c has a second chance because 2b failed, so 2b has to run with it."""
    some = settings.only("1b", "2b", "2c")
    handed_in = tmp_path / "work"
    shutil.copytree(reference, handed_in)
    with (handed_in / "equivariance.py").open("a") as file:
        file.write(_REFUSES)
    notebook = section(nbformat.read(handed_in / some.notebook, as_version=4), Headings(some), "2c")
    nbformat.write(notebook, handed_in / some.notebook)
    whole = grade_submission(handed_in, some, template=template)
    by_question = {id: whole.earned(id) for id in some.questions}
    assert by_question["2b"] < 14 and by_question["2c"] == 4  # else nothing is told apart here
    part = Task(Entry("x", "x"), ("2c",), {}, {}, whole=False).settings(some)
    assert list(part.questions) == ["2b", "2c"]
    alone = grade_submission(handed_in, part, template=template)
    assert merged(whole, alone, ["2c"], some) == whole


@pytest.fixture
def old(settings: Settings) -> Grade:
    some = settings.only("1a", "1b")
    outcomes = tuple(
        Outcome(question.id, test, test, question.tests[test], "passed") for test, question in some.question_of.items()
    )
    matrices = {"1a": Matrix("of 1a", [[1.0, float("inf")]])}
    return Grade(outcomes, ("note \ud800",), {"1a": "x", "1b": ""}, matrices, flags=("looks odd",), seconds=3.5)


def test_the_rest_of_the_results_stays_and_suspicions_add_up(old: Grade, settings: Settings) -> None:
    some = settings.only("1a", "1b")
    failed = [replace(outcome, status="could not run", flag="odd answer") for outcome in old.outcomes]
    flags = [f"{outcome.test} could not run" for outcome in failed]
    new = Grade(tuple(failed), flags=(*flags, "odd answer", "looks odd", "writes a lot"), seconds=9)
    after = merged(old, new, ["1b"], some)
    assert [outcome.status for outcome in after.outcomes if outcome.question == "1a"] == ["passed"] * 6
    assert [outcome.status for outcome in after.outcomes if outcome.question == "1b"] == ["could not run"] * 3
    assert {"looks odd", "writes a lot"} <= set(after.flags) and after.flags.count("looks odd") == 1
    assert (after.seconds, after.notes, after.answers, after.matrices) == (3.5, old.notes, old.answers, old.matrices)
    mended = merged(after, old, ["1b"], some)
    assert mended.flags == ("looks odd", "writes a lot") and mended.outcomes == old.outcomes


def test_what_could_not_be_graded_again_leaves_the_other_questions(old: Grade, settings: Settings) -> None:
    after = not_graded_again(old, "it ended its worker 3 times", ["1b"], settings.only("1a", "1b"))
    assert (after.earned("1a"), after.earned("1b")) == (12, 0)
    assert after.failed_to_run and "it ended its worker 3 times" in after.flags
    assert merged(after, old, ["1b"], settings.only("1a", "1b")) == old  # once it could


def test_a_grade_comes_back_from_its_files_as_it_was(old: Grade, settings: Settings, tmp_path: Path) -> None:
    """Half a character and infinity too."""
    write_folder(old, old, settings, tmp_path / "x")
    assert read_found(tmp_path / "x") == old
    (tmp_path / "x" / "grade.json").write_text('{"outcomes": ')
    assert read_found(tmp_path / "x") is None
