"""Applies adjustments and marks to all results of a batch, without grading anything."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.adjustments import Adjustments, read_adjustments
from autograder.batch.folder import read_found, write_pages
from autograder.batch.grades import read_row
from autograder.batch.index import Index
from autograder.batch.marks import read_marks
from autograder.batch.reviewer import Reviewer
from autograder.batch.roster import Entry
from autograder.grading.review import Change
from autograder.settings import Settings


@dataclass(frozen=True)
class Applied:
    """One submission whose pages were made anew; `before` is the total that they showed."""

    entry: Entry
    before: float | None
    after: float
    changes: tuple[Change, ...]


def apply_reviews(folder: Path, entries: list[Entry], settings: Settings) -> list[Applied] | None:
    """Make results.json and feedback.html anew wherever what people said has changed since.

    Returns:
        Those that changed; None where a batch is at work, which applies what it found when it began.

    Raises:
        InputFileError: adjustments.toml or marks.csv has a slip; then nothing is written.
        OSError: something cannot be read or written; the same call goes on.
    """
    reviewer = Reviewer(settings, read_adjustments(folder, entries, settings), read_marks(folder))
    nothing = not reviewer.marks and reviewer.adjustments == Adjustments() and not settings.written_points
    try:
        index = Index(folder)
    except BlockingIOError:
        return None
    with closing(index):  # no batch begins meanwhile
        return [one for entry in entries if (one := _apply(folder, entry, reviewer, nothing))]


def _apply(folder: Path, entry: Entry, reviewer: Reviewer, nothing: bool) -> Applied | None:
    before = read_row(folder, entry)
    if nothing and before.added is None:
        return None
    found = read_found(folder / entry.id)
    if found is None:
        return None
    reviewed = reviewer.review(found, entry)
    if not write_pages(reviewed, reviewer.settings, folder / entry.id):
        return None
    return Applied(entry, before.total, reviewed.score, reviewed.review.changes if reviewed.review else ())


def waiting(folder: Path, entries: list[Entry], settings: Settings) -> list[str]:
    """Ids of the submissions that an adjustment names and that have no grade to which it could apply."""
    named = {id for id, _ in read_adjustments(folder, entries, settings).adjust}
    return [entry.id for entry in entries if entry.id in named and read_found(folder / entry.id) is None]
