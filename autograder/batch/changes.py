"""Whose score the last run moved, by how much and through which test: changes.html, and a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder import __version__
from autograder.atomic import write_whole
from autograder.batch.folder import read_found
from autograder.batch.journal import Journal, read_journal
from autograder.batch.roster import Entry
from autograder.grading.titles import titles
from autograder.outputs.feedback import render_pieces
from autograder.outputs.printable import printable
from autograder.settings import Settings

_SHOWN = 20  # lines of the table in a terminal


@dataclass(frozen=True)
class Moved:
    """One test of a submission that found other points than before."""

    question: str
    title: str
    before: float
    after: float


@dataclass(frozen=True)
class Moves:
    """A submission whose tests found something else than before; `before` and `after` are the sums of their points."""

    entry: Entry
    before: float
    after: float
    tests: tuple[Moved, ...]

    @property
    def by(self) -> float:
        return self.after - self.before


def moves(folder: Path, entries: list[Entry], settings: Settings, journal: Journal | None = None) -> list[Moves]:
    """What the last run moved, the largest change first; only what the tests found, before people added anything."""
    journal = journal or read_journal(folder)
    found = []
    for entry in entries:
        if entry.id not in journal.before:
            continue
        before, grade = journal.before[entry.id], read_found(folder / entry.id)
        after = {outcome.test: outcome.found for outcome in grade.outcomes} if grade else {}
        tests = tuple(
            Moved(
                _question(test, settings), titles(settings).get(test, test), before.get(test, 0.0), after.get(test, 0.0)
            )
            for test in dict.fromkeys([*after, *before])
            if before.get(test, 0.0) != after.get(test, 0.0)
        )
        if tests:
            found.append(Moves(entry, sum(before.values()), sum(after.values()), tests))
    return sorted(found, key=lambda one: (-abs(one.by), one.entry.id))


def write_changes(folder: Path, entries: list[Entry], settings: Settings) -> list[Moves]:
    """Write changes.html for the last run that graded something again; return what it shows."""
    journal = read_journal(folder)
    found = moves(folder, entries, settings, journal)
    counts: Counter[tuple[str, str, bool]] = Counter(
        (test.question, test.title, test.after > test.before) for one in found for test in one.tests
    )
    page = render_pieces(
        "changes.html",
        title=settings.title,
        version=__version__,
        moves=found,
        compared=len(journal.before),
        questions=journal.questions,
        finished=journal.finished,
        left=len([id for id in journal.todo if id not in journal.done]),
        up=sum(one.by > 0 for one in found),
        down=sum(one.by < 0 for one in found),
        tests=[
            {"question": question, "title": title, "up": up, "count": count}
            for (question, title, up), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ],
    )
    write_whole(folder / "changes.html", page)
    return found


def print_changes(found: list[Moves], compared: int, console: Console) -> None:
    """Print who moved, by how much and through which test."""
    if not found:
        console.print(f"{compared} graded again; no score moved.", markup=False)
        return
    table = Table(title=f"{len(found)} of {compared} that were graded again moved", title_justify="left")
    for heading, justify in [("who", "left"), ("before", "right"), ("now", "right"), ("by", "right"), ("test", "left")]:
        table.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for one in found[:_SHOWN]:
        through = "\n".join(f"{test.question} {test.title}: {test.before:g} -> {test.after:g}" for test in one.tests)
        name = printable(one.entry.who, 60).replace("[", r"\[")
        table.add_row(name, f"{one.before:g}", f"{one.after:g}", f"{one.by:+g}", through.replace("[", r"\["))
    console.print(table)
    if len(found) > _SHOWN:
        console.print(f"... and {len(found) - _SHOWN} more; all stand in changes.html.", markup=False)


def _question(test: str, settings: Settings) -> str:
    question = settings.question_of.get(test)
    return question.id if question else "?"
