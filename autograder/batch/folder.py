"""The folder of one submission's results: what its tests found, and the pages that are made of that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from autograder.atomic import write_whole
from autograder.grading.grade import blank
from autograder.grading.outcomes import Grade, Outcome
from autograder.outputs.feedback import feedback_page
from autograder.outputs.grade_file import answers_text, grade_text, read_grade
from autograder.outputs.results import results_text, staff_text, write_failure
from autograder.settings import Settings

NOT_YET = "This question has not been graded yet; the staff can see it."


def write_folder(found: Grade, reviewed: Grade, settings: Settings, folder: Path) -> None:
    """Write all files of a submission; results.json last, and each all or nothing.

    Args:
        found: as its tests found it; kept in grade.json, so that what people add can change without another grading.
        reviewed: with what people added.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if found.notebook is not None:
        write_whole(folder / "executed.ipynb", found.notebook)
    write_whole(folder / "answers.json", answers_text(found))
    write_whole(folder / "staff.txt", staff_text(found))
    write_whole(folder / "grade.json", grade_text(found))
    write_pages(reviewed, settings, folder)


def write_pages(reviewed: Grade, settings: Settings, folder: Path) -> bool:
    """Write feedback.html and results.json where they say something else; return whether they did."""
    results = results_text(reviewed, settings)
    if _text(folder / "results.json") == results and (folder / "feedback.html").exists():
        return False
    write_whole(folder / "feedback.html", feedback_page(reviewed, settings))
    write_whole(folder / "results.json", results)
    return True


def read_found(folder: Path) -> Grade | None:
    """The grade as the tests found it; None where there is none that can be read."""
    grade, answers = _text(folder / "grade.json"), _text(folder / "answers.json")
    try:
        return read_grade(grade, answers) if grade and answers else None
    except (ValueError, TypeError, KeyError):
        return None


def set_aside(why: str, folder: Path) -> None:
    """Write a results.json that says that the grader failed."""
    folder.mkdir(parents=True, exist_ok=True)
    write_failure(why, folder / "results.json")
    (folder / "grade.json").unlink(missing_ok=True)


def merged(old: Grade, new: Grade, questions: Collection[str], settings: Settings) -> Grade:
    """`old`, with the outcomes of these questions from `new`; the rest of it stays as it is."""
    fresh = {outcome.test: outcome for outcome in new.outcomes if outcome.question in questions}
    stale = {outcome.test: outcome for outcome in old.outcomes if outcome.question not in questions}
    known = {**stale, **fresh}
    outcomes = tuple(
        known.get(test) or blank(test, settings, "could not run", NOT_YET) for test in settings.question_of
    )
    suspicions = {*old.flags} - {*_derived(old.outcomes)} | {*new.flags} - {*_derived(new.outcomes)}
    matrices = {id: matrix for id, matrix in old.matrices.items() if id not in questions}
    matrices |= {id: matrix for id, matrix in new.matrices.items() if id in questions}
    return replace(
        old,
        outcomes=outcomes,
        flags=(*_derived(outcomes), *sorted(suspicions)),
        leaderboard=new.leaderboard or old.leaderboard,
        matrices={id: matrices[id] for id in settings.questions if id in matrices},
    )


def not_graded_again(old: Grade, why: str, questions: Collection[str], settings: Settings) -> Grade:
    """`old`, with the tests of these questions as ones that could not run; the first of them is flagged with `why`."""
    outcomes = [
        replace(blank(test, settings, "could not run", NOT_YET), staff=why)
        for test, question in settings.question_of.items()
        if question.id in questions
    ]
    outcomes[:1] = [replace(outcome, flag=why) for outcome in outcomes[:1]]
    return merged(old, Grade(tuple(outcomes), flags=(*_derived(outcomes),)), questions, settings)


def _derived(outcomes: Collection[Outcome]) -> list[str]:
    """The flags of a grade that its outcomes bring."""
    return [
        *(f"{outcome.test} could not run" for outcome in outcomes if outcome.status == "could not run"),
        *(outcome.flag for outcome in outcomes if outcome.flag),
    ]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
