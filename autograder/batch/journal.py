"""What the last run of a batch had to do, what of it is done, and what each score was before: journal.jsonl.

A line is added for each step, so a kill costs at most the line that was being written. A run that was stopped goes on
in the same journal, and what it says was before is still what was before the whole of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.atomic import write_whole
from autograder.batch.roster import JOURNAL
from autograder.grading.outcomes import Grade


@dataclass
class Journal:
    """The journal as it stands.

    Attributes:
        todo: ids of the submissions that the run has to grade.
        questions: ids of the questions that were asked for; empty where all were.
        before: id -> test -> its points before the run, for those that had results.
        done: ids of those that are graded, or set aside.
        finished: whether the run came to its end.
        reported: whether the pages were made since.
        source: where the submissions were, or "".
    """

    todo: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    before: dict[str, dict[str, float]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    finished: bool = True
    reported: bool = True
    source: str = ""


def read_journal(folder: Path) -> Journal:
    """The journal of the last run; an empty one where there is none."""
    journal = Journal()
    try:
        lines = (folder / JOURNAL).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return journal
    for line in lines:
        try:
            _take(json.loads(line), journal)
        except (ValueError, KeyError, TypeError, AttributeError):  # a kill has cut it
            continue
    return journal


def _take(said: Mapping[str, Any], journal: Journal) -> None:
    if "todo" in said:
        journal.todo += [id for id in said["todo"] if id not in journal.todo]
        journal.questions, journal.source = said["questions"], said["source"]
        journal.finished = journal.reported = False
    elif "before" in said:
        journal.before.setdefault(said["id"], said["before"])
    elif "done" in said:
        journal.done.add(said["done"])
    elif "finished" in said:
        journal.finished = True
    elif "reported" in said:
        journal.reported = True


def note_report(folder: Path) -> None:
    """Note that the pages show all of a run that has come to its end."""
    journal = read_journal(folder)
    if journal.finished and not journal.reported:
        with open(folder / JOURNAL, "ab", buffering=0) as file:
            file.write(b'{"reported": true}\n')


class Writing:
    """The journal of a run that begins now, or goes on."""

    def __init__(self, folder: Path, source: Path, todo: list[str], questions: list[str]) -> None:
        self._path = folder / JOURNAL
        earlier = read_journal(folder)
        head = json.dumps({"todo": todo, "questions": questions, "source": str(source.resolve())}) + "\n"
        if earlier.finished:
            write_whole(self._path, head)
        else:  # what was cut off gets its line's end
            self._add("\n" + head)

    def before(self, id: str, grade: Grade | None) -> None:
        """Note what the tests had found, before the results are replaced."""
        if grade is not None:
            points = {outcome.test: outcome.found for outcome in grade.outcomes}
            self._add(json.dumps({"id": id, "before": points}) + "\n")

    def done(self, id: str) -> None:
        self._add(json.dumps({"done": id}) + "\n")

    def finish(self) -> None:
        self._add(json.dumps({"finished": True}) + "\n")

    def _add(self, text: str) -> None:
        with open(self._path, "ab", buffering=0) as file:
            file.write(text.encode())
