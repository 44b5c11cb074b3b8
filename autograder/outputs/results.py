"""From a Grade to Gradescope's results.json, and to a table in the terminal."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jsonschema
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder import __version__
from autograder.atomic import write_whole
from autograder.grading.outcomes import Grade, Outcome
from autograder.grading.review import Review
from autograder.outputs.next_step import next_step
from autograder.outputs.printable import printable
from autograder.settings import PACKAGE, Settings

SCHEMA = json.loads((PACKAGE / "outputs" / "results_schema.json").read_text(encoding="utf-8"))
_VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)  # made once: jsonschema.validate makes one a call
MAX_OUTPUT = 4_000  # characters of one test's output; Gradescope cuts in the middle at 100,000
MAX_OVERALL = 20_000
MAX_FLAGS = 20
MAX_STAFF = 8_000  # characters for staff on one test

COULD_NOT_RUN = "A part of the grader failed. That is not your fault; the staff can see it and will grade you again."


def to_gradescope(grade: Grade, settings: Settings) -> dict[str, Any]:
    """The content of results.json. Same grade, same content, but for execution_time."""
    extra: dict[str, Any] = {"flags": _flags(grade)} if grade.flags else {}
    if received := [question for question, answer in grade.answers.items() if answer]:
        extra["written"] = received
    if grade.unanswered:
        extra["unanswered"] = grade.unanswered
    if not grade.sha256 and grade.notes:
        extra["unread"] = printable(grade.notes[0], MAX_OUTPUT)
    if late := [outcome.test for outcome in grade.outcomes if outcome.timed_out]:
        extra["timed_out"] = late
    if grade.review is not None:
        extra["review"] = _review(grade, grade.review)
    return {
        "score": _number(grade.score),
        "execution_time": round(grade.seconds, 2),
        "output": printable(_overall(grade), MAX_OVERALL),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [*(_test(outcome, settings) for outcome in grade.outcomes), *_marks(grade, settings)],
        **({"leaderboard": list(grade.leaderboard)} if grade.leaderboard else {}),
        "extra_data": {
            "version": __version__,
            "submission_sha256": grade.sha256,
            "isolation": dict(grade.isolation),
            **extra,
        },
    }


def write_results(grade: Grade, settings: Settings, path: Path) -> None:
    """Check results.json against the schema, then write it, all or nothing."""
    write_whole(path, results_text(grade, settings))


def results_text(grade: Grade, settings: Settings) -> str:
    """The text of results.json, checked against the schema."""
    return _checked(to_gradescope(grade, settings))


def write_failure(message: str, path: Path) -> None:
    """Write the results.json of a grader that failed before it had a grade.

    Args:
        message: for staff.
    """
    content = {
        "score": 0,
        "output": COULD_NOT_RUN,
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [],
        "extra_data": {"version": __version__, "grader_failed": printable(message, MAX_OUTPUT)},
    }
    write_whole(path, _checked(content))


def write_staff(grade: Grade, path: Path) -> None:
    """Write what only staff may see: flags, and of each test its traceback and what the student's code printed."""
    write_whole(path, staff_text(grade))


def staff_text(grade: Grade) -> str:
    """Flags, and of each test its traceback and what the student's code printed, all made printable."""
    parts = ["What staff should look at:", *(f"  {flag}" for flag in _flags(grade))] if grade.flags else []
    for outcome in grade.outcomes:
        if outcome.staff:
            lines = printable(outcome.staff, MAX_STAFF).splitlines()
            parts += ["", f"{outcome.question} {outcome.test}: {outcome.status}", *(f"  {line}" for line in lines)]
    return "\n".join(parts) + "\n"


def said(outcome: Outcome, settings: Settings) -> str:
    """What a test says to the student: what was seen; then, on a line each, the hint and where to go on."""
    step = next_step(outcome, settings)
    lines = [outcome.seen, f"hint: {outcome.hint}" if outcome.hint else "", f"next: {step}" if step else ""]
    return printable("\n".join(line for line in lines if line), MAX_OUTPUT)


def print_table(grade: Grade, settings: Settings, console: Console, feedback: Path | None = None) -> None:
    """Print the score by question, then what was lost and why."""
    less = any(grade.earned(question.id) != question.points for question in settings.questions.values())
    caption = "* not all points: what was lost stands below" if less else None
    table = Table(title=settings.title, title_justify="left", caption=caption, show_footer=True)
    table.add_column("", footer="")
    table.add_column("question", footer="total", overflow="fold")
    table.add_column("score", footer=f"{_number(grade.score)} / {_number(grade.points)}", justify="right", no_wrap=True)
    for question in settings.questions.values():
        earned = grade.earned(question.id)
        mark = "" if earned == question.points else "*"
        table.add_row(question.id, question.title, Text(f"{mark} {_number(earned)} / {_number(question.points)}"))
    console.print(table)
    for change in grade.review.changes if grade.review else ():
        console.print(Text(f"changed: {printable(str(change), MAX_OUTPUT)}"))
    for number, one in grade.review.marks.items() if grade.review else ():
        if one.points is not None or one.comment:
            points = "" if one.points is None else f"{_number(one.points)} / {_number(one.most)}  "
            console.print(Text(f"written answer {number}: {points}{printable(one.comment, MAX_OUTPUT)}".rstrip()))
    if grade.unanswered:
        console.print(f"{len(grade.unanswered)} written answers missing: {', '.join(grade.unanswered)}", markup=False)
    for outcome in grade.outcomes:
        if outcome.status != "passed" and outcome.seen:
            lost = f"{_number(outcome.earned)} / {_number(outcome.points)}"
            console.print(Text(f"\n{outcome.question}  {printable(outcome.title, 200)}  {lost}", style="bold"))
            console.print(Padding.indent(Text(said(outcome, settings)), 4))
    for note in grade.notes:
        console.print(Text("\nnote: " + printable(note, MAX_OUTPUT)))
    missing = [layer for layer, state in grade.isolation.items() if not state.startswith("yes")]
    if missing:
        console.print(
            Text("\nnot in force here: " + ", ".join(f"{layer}: {grade.isolation[layer]}" for layer in missing))
        )
    if grade.flags:
        console.print(Text("\nfor staff to look at:\n" + "\n".join(f"    {flag}" for flag in _flags(grade))))
    if feedback is not None:
        console.print(Text(f"\nfeedback: {feedback}"))


def _flags(grade: Grade) -> list[str]:
    """The flags, made printable and bounded."""
    flags = [printable(flag, 300) for flag in grade.flags]
    more = len(flags) - MAX_FLAGS
    return flags if more <= 0 else [*flags[:MAX_FLAGS], f"and {more} more"]


def _test(outcome: Outcome, settings: Settings) -> dict[str, Any]:
    kind = "public" if outcome.public else "hidden"
    tags = [kind]
    tags += [f"misconception:{id}" for id in outcome.ideas]
    if outcome.status == "could not run":
        tags.append("could-not-run")
    return {
        "name": printable(outcome.title, 200),
        "number": outcome.question,
        "score": _number(outcome.earned),
        "max_score": _number(outcome.points),
        "status": "passed" if outcome.status == "passed" else "failed",
        "output": said(outcome, settings),
        "output_format": "text",
        "visibility": getattr(settings.visibility, kind),
        "tags": tags,
    }


def _marks(grade: Grade, settings: Settings) -> list[dict[str, Any]]:
    """The written answers that a person has graded, as tests."""
    return [
        {
            "name": "Written answer",
            "number": question,
            "score": _number(mark.points),
            "max_score": _number(mark.most),
            "status": "passed" if mark.points == mark.most else "failed",
            "output": printable(mark.comment, MAX_OUTPUT),
            "output_format": "text",
            "visibility": settings.visibility.public,
            "tags": ["written"],
        }
        for question, mark in (grade.review.marks.items() if grade.review else ())
        if mark.points is not None
    ]


def _review(grade: Grade, review: Review) -> dict[str, Any]:
    return {
        "automatic": _number(grade.automatic),
        "questions": {question: _number(points) for question, points in review.questions.items()},
        "excused": sorted(review.excused),
        "changes": [asdict(change) for change in review.changes],
        "marks": {question: asdict(mark) for question, mark in review.marks.items()},
        "late_days": review.late_days,
        "flags": [printable(flag, 400) for flag in review.flags],
    }


def _overall(grade: Grade) -> str:
    lines = [COULD_NOT_RUN, ""] if grade.failed_to_run else []
    if grade.review is not None and grade.review.changes:
        lines.append(f"The staff changed your score: {grade.automatic:g} points before, {grade.score:g} now.")
        lines += [f"- {change}" for change in grade.review.changes]
    lines += grade.notes
    received = [question for question, answer in grade.answers.items() if answer]
    missing = grade.unanswered
    if received:
        lines.append(f"Written answers received, for a person to grade: {', '.join(received)}.")
    if missing:
        lines.append(f"Written answers missing: {', '.join(missing)}.")
    return "\n".join(lines)


def _number(value: float) -> float:
    """`value` without a needless .0."""
    return int(value) if value == int(value) else round(value, 4)


def _checked(content: dict[str, Any]) -> str:
    _VALIDATOR.validate(content)
    return json.dumps(content, indent=2, allow_nan=False, ensure_ascii=True) + "\n"
