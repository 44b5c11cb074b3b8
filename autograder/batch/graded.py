"""What a worker sends back, and the folder that is made of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import write_whole


@dataclass(frozen=True)
class Graded:
    """The texts of a submission's files, as `autograder grade` writes them.

    `complete` says whether every test could run.
    """

    complete: bool
    results: str
    feedback: str
    staff: str
    executed: str | None
    answers: dict[str, str]


def write_graded(graded: Graded, folder: Path) -> None:
    """Write the files; results.json last, and each all or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in [
        ("feedback.html", graded.feedback),
        ("staff.txt", graded.staff),
        ("executed.ipynb", graded.executed),
        ("answers.json", json.dumps(graded.answers, indent=1) + "\n"),
        ("results.json", graded.results),
    ]:
        if text is not None:
            write_whole(folder / name, text)


def set_aside(why: str, folder: Path) -> None:
    """Write a results.json that says that the grader failed; such a submission is not done."""
    from autograder.outputs.results import write_failure

    folder.mkdir(parents=True, exist_ok=True)
    write_failure(why, folder / "results.json")
