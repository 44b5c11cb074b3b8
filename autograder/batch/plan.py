"""What a batch has to do: which questions of which submissions are not done, or are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from autograder.batch.index import Done, Index
from autograder.batch.roster import Entry, Source
from autograder.batch.version import question_versions
from autograder.batch.who import pick
from autograder.errors import RosterError
from autograder.grading.needs import questions_behind
from autograder.settings import Settings
from autograder.slips import nearest

_TRIES = 2  # gradings after which a test that could not run is left alone until somebody asks
_SAMPLE = 50  # results that are read for an estimate


@dataclass(frozen=True)
class Asked:
    """What of a batch somebody asks for.

    Attributes:
        only: questions; all where there are none.
        who: ids, e-mails, student ids or names; everybody where there are none.
        fresh: also what is done.
        retry: also what could not run twice.
    """

    only: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    fresh: bool = False
    retry: bool = False


@dataclass(frozen=True)
class Task:
    """One submission, and the questions of it that are to be graded.

    Attributes:
        questions: all, or some, whose outcomes then replace those in the results that are there.
        keys: question -> what its results will have been made from; empty where the submission cannot be read.
        known: question -> what has been done of it.
        whole: whether `questions` are all.
    """

    entry: Entry
    questions: tuple[str, ...]
    keys: Mapping[str, str]
    known: Mapping[str, Done]
    whole: bool

    def settings(self, settings: Settings) -> Settings:
        """The part of the homework that is run: these questions, and those that decide about their second chances."""
        if self.whole:
            return settings
        run = {one for id in self.questions for one in (id, *questions_behind(id, settings))}
        return settings.only(*(id for id in settings.questions if id in run))

    def after(self, failed: Collection[str]) -> dict[str, Done]:
        """What is done once these questions are graded, of which the tests of the `failed` ones could not run."""
        done = {id: one for id, one in self.known.items() if id not in self.questions}
        for id in self.questions if self.keys else ():
            earlier = self.known.get(id)
            before = earlier.failures if earlier and earlier.key == self.keys[id] else 0
            done[id] = Done(self.keys[id], before + 1 if id in failed else 0)
        return done


@dataclass
class Plan:
    """What is to do, and what not.

    Attributes:
        chosen: how many submissions are asked for.
        given_up: ids of those with a test that could not run as often as it is tried.
        without: ids of those that have no results yet, of which single questions cannot be graded.
    """

    chosen: int
    todo: list[Task] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def make_plan(source: Source, out: Path, settings: Settings, asked: Asked, index: Index) -> Plan:
    """Compare what is asked for with what is done.

    Raises:
        RosterError: there is no such question.
        NobodyError: nobody is meant by one of the names.
    """
    questions = _questions(asked.only, settings)
    entries = _chosen(source.entries, asked.who)
    if asked.fresh:
        index.forget([entry.id for entry in entries], questions)
    plan, done, versions = Plan(len(entries)), index.done(), question_versions(settings)
    for entry in entries:
        keys, known = _keys(source, entry, versions), done.get(entry.id, {})
        left = [id for id in questions if _is_open(known.get(id), keys.get(id), asked.retry)]
        if any(one.failures >= _TRIES and id in questions and id not in left for id, one in known.items()):
            plan.given_up.append(entry.id)
        if not left:
            continue
        whole = set(left) == set(settings.questions)
        if not whole and not (out / entry.id / "grade.json").is_file():
            if asked.only:
                plan.without.append(entry.id)
                continue
            left, whole = list(settings.questions), True
        plan.todo.append(Task(entry, tuple(left), keys, known, whole))
    return plan


def estimate(plan: Plan, out: Path, settings: Settings, workers: int) -> float | None:
    """Seconds that the plan may take, by what grading took before; None where nothing is known."""
    seconds = list(_seconds(out, plan.todo))
    if not seconds:
        return None
    tests = len(settings.question_of) or 1
    shares = [len(task.settings(settings).question_of) / tests for task in plan.todo]
    return fmean(seconds) * sum(shares) / workers


def _seconds(out: Path, todo: Sequence[Task]) -> Iterator[float]:
    for task in todo[:: max(1, len(todo) // _SAMPLE)]:
        try:
            results = json.loads((out / task.entry.id / "results.json").read_text(encoding="utf-8"))
            yield float(results["execution_time"])
        except (OSError, ValueError, KeyError):
            continue


def _questions(only: Sequence[str], settings: Settings) -> list[str]:
    for id in only:
        if id not in settings.questions:
            near = nearest(id, settings.questions, cutoff=0.4)
            known = f"{near} is meant?" if near else f"there are {', '.join(settings.questions)}"
            raise RosterError(f"there is no question {id!r}; {known}")
    return [id for id in settings.questions if id in only or not only]


def _chosen(entries: list[Entry], who: Sequence[str]) -> list[Entry]:
    wanted = {entry.id for text in who for entry in pick(text, entries)}
    return [entry for entry in entries if entry.id in wanted or not who]


def _keys(source: Source, entry: Entry, versions: Mapping[str, str]) -> dict[str, str]:
    try:
        digest = source.digest(entry)
    except OSError:
        return {}
    return {id: hashlib.sha256(f"{digest}\0{one}".encode()).hexdigest() for id, one in versions.items()}


def _is_open(done: Done | None, key: str | None, retry: bool) -> bool:
    if done is None or key is None or done.key != key:
        return True
    return 0 < done.failures < _TRIES or (retry and done.failures > 0)
