"""What grading one submission leaves behind, in one folder."""

from __future__ import annotations

from pathlib import Path

from autograder.atomic import write_whole
from autograder.grading.outcomes import Grade
from autograder.outputs.feedback import write_feedback
from autograder.outputs.results import write_results, write_staff
from autograder.outputs.written import write_written
from autograder.settings import Settings


def write_files(grade: Grade, settings: Settings, who: str, folder: Path) -> None:
    """Write all files of a grading, each all or nothing; results.json first, which matters most on a full disk.

    feedback.html is the student's; staff.txt, written.html and executed.ipynb are for staff; results.json is
    Gradescope's.

    Args:
        who: whose the written answers are.
        folder: exists.

    Raises:
        OSError: a file cannot be written, as on a full disk; those that stand there are whole.
    """
    write_results(grade, settings, folder / "results.json")
    write_feedback(grade, settings, folder / "feedback.html")
    write_staff(grade, folder / "staff.txt")
    write_written({who: grade.answers}, settings, folder / "written.html")
    if grade.notebook is not None:
        write_whole(folder / "executed.ipynb", grade.notebook)
