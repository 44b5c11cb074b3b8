"""What is known of one submission, and what an adjustment did, in the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.batch.adjustments import read_adjustments
from autograder.batch.apply import Applied
from autograder.batch.folder import read_found
from autograder.batch.grades import read_row
from autograder.batch.marks import read_marks
from autograder.batch.reviewer import Reviewer
from autograder.batch.roster import Entry, read_roster
from autograder.batch.who import pick
from autograder.outputs.printable import printable
from autograder.outputs.results import print_table, staff_text
from autograder.settings import Settings

_SHOWN = 40  # lines of the table of an adjustment
_STAFF = 20_000  # characters of staff's notes


def print_submission(folder: Path, student: str, settings: Settings, console: Console) -> None:
    """Print the score table, what failed and why, and staff's notes, of everybody whom `student` means.

    Raises:
        NobodyError: that is nobody.
        RosterError, InputFileError: `folder` is none of a batch's, or has a slip in what people wrote.
    """
    entries = read_roster(folder)
    reviewer = Reviewer(settings, read_adjustments(folder, entries, settings), read_marks(folder))
    for entry in pick(student, entries):
        _print(folder, entry, reviewer, console)


def print_applied(applied: list[Applied], console: Console) -> None:
    """Print whose total an adjustment changed."""
    moved = [one for one in applied if one.before != one.after]
    if not moved:
        console.print(f"No total has changed since these were applied last; {len(applied)} pages say more than before.")
        return
    table = Table(title=f"{len(moved)} totals changed", title_justify="left")
    table.add_column("who", overflow="fold")
    table.add_column("before", justify="right")
    table.add_column("now", justify="right")
    table.add_column("what people changed", overflow="fold")
    for one in moved[:_SHOWN]:
        totals = ["" if total is None else f"{total:g}" for total in (one.before, one.after)]
        what = "\n".join(f"{change.what}: {change.before:g} -> {change.after:g}" for change in one.changes)
        table.add_row(Text(printable(one.entry.who, 60)), *totals, Text(printable(what, 2000)))
    console.print(table)
    if len(moved) > _SHOWN:
        console.print(f"... and {len(moved) - _SHOWN} more; all stand in grades.csv, with the reasons.", markup=False)


def _print(folder: Path, entry: Entry, reviewer: Reviewer, console: Console) -> None:
    people = [
        " ".join(filter(None, [one.name, one.email and f"<{one.email}>", one.sid and f"({one.sid})"]))
        for one in entry.students
    ]
    console.print(Text(printable("; ".join(people) or entry.id, 500), style="bold"))
    row = read_row(folder, entry)
    facts = [f"submission {entry.id}", entry.time and f"handed in {entry.time}"]
    if entry.before is not None:
        facts.append(f"{entry.before:g} points on Gradescope")
    console.print(Text(printable(", ".join(filter(None, facts)), 500)))
    found = read_found(folder / entry.id)
    if found is None:
        for flag in row.flags:
            console.print(Text(f"    {printable(flag, 400)}"))
        return
    print_table(reviewer.review(found, entry), reviewer.settings, console, feedback=folder / entry.id / "feedback.html")
    notes = staff_text(found).strip()
    if notes:
        console.print(Text(f"\nstaff's notes:\n{notes[:_STAFF]}"))
    console.print()
