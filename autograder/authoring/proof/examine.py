"""Grades one sample, in a worker process that keeps its template, and says what is wrong with the verdict."""

from __future__ import annotations

import ast
import json
import os
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import jsonschema
import nbformat

from autograder.authoring.proof.memory import Peak
from autograder.authoring.proof.pairs import comparisons_on
from autograder.authoring.proof.samples import Sample
from autograder.grading.evidence import Comparison, says_no_more
from autograder.grading.grade import grade_submission
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import section
from autograder.grading.outcomes import Grade
from autograder.grading.titles import notebook_questions
from autograder.outputs.feedback import write_feedback
from autograder.outputs.results import SCHEMA, to_gradescope
from autograder.settings import Settings
from autograder.wall.processes import processes_of
from autograder.wall.template import Template

SECRET = "CANARY-5d1f"
_ATTACK_SECONDS = 60  # for one attack, all its tests included
_OWN_MB = 600  # more in the grader's own process, whatever is handed in: 700 in all, since it begins below 100
_WHOLE_SECONDS = 400  # for one with the whole notebook: a minute where nothing else runs, and the proof runs many


@dataclass(frozen=True)
class Finding:
    """What grading a sample found.

    Attributes:
        lost: the tests that did not pass.
        questions: theirs.
        recognised: the misconceptions that were named.
        explained: whether the student reads more than that values or shapes are wrong: an idea, a hint, what is true of
            the answer, or what it lacks.
        problems: why the sample is not graded as it must be; empty where it is.
        seconds: wall clock of the grading.
        disk_mb: the most that one of its sandboxes was seen to hold on the disk.
        grader_mb: the most memory that the grader's process had meanwhile.
    """

    sample: Sample
    lost: tuple[str, ...]
    questions: frozenset[str]
    recognised: frozenset[str]
    explained: bool
    problems: tuple[str, ...]
    seconds: float
    disk_mb: float = 0.0
    grader_mb: float = 0.0


def canaries(settings: Settings) -> list[str]:
    """Pieces of what no student may see, in lower case: a secret of the environment, and of each hidden file."""
    folder = settings.folder / "hidden"
    found = [SECRET, "CANARY", *(path.name for path in [*folder.glob("*.json"), *folder.glob("data/*")])]
    for path in folder.glob("*.py"):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        found += [said[:40]] if len(said) >= 40 else []
    return [one.lower() for one in found]


class Examiner:
    """Grades samples on one template."""

    def __init__(self, reference: Path, settings: Settings) -> None:
        os.environ["SECRET_TOKEN"] = SECRET  # what a harness holds, and no student's code may see
        self.reference = reference
        self.settings = settings
        # Hangs and hoards stay short, and a busy machine has time enough for the honest part of an attack.
        limits = replace(self.settings.limits, test_seconds=3, cell_seconds=6, notebook_seconds=30, memory_mb=512)
        self.hardened = replace(self.settings, limits=limits)
        # Beside an attack on the kernel, honest cells and tests train: they have several times what they need alone,
        # and the notebook twice the time of a grading, for here several run at a time.
        patient = replace(limits, test_seconds=6, cell_seconds=8, notebook_seconds=300)
        self.hardened_whole = replace(self.settings, limits=patient)
        self.canaries = canaries(settings)
        self.template = Template.of(settings)

    @cached_property
    def compared(self) -> dict[str, list[Comparison]]:
        """Function -> what the hidden tests compare of it."""
        return comparisons_on(self.reference, self.template, self.settings)

    def examine(self, sample: Sample) -> Finding:
        hardened = self.hardened_whole if sample.whole else self.hardened
        settings = (hardened if sample.kind == "attack" else self.settings).only(*sample.asked)
        began, self.template.watch.most_disk, peak = time.monotonic(), 0, Peak()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            self._write(sample, settings, folder)
            grade = grade_submission(folder, settings, template=self.template)
            seconds = time.monotonic() - began
            lost = [outcome for outcome in grade.outcomes if outcome.status != "passed"]
            finding = Finding(
                sample,
                tuple(outcome.test for outcome in lost),
                frozenset(outcome.question for outcome in lost),
                frozenset(id for outcome in lost for id in outcome.ideas),
                any(outcome.misconception or outcome.hint or not says_no_more(outcome.seen) for outcome in lost),
                (),
                seconds,
                self.template.watch.most_disk / 2**20,
                peak.mb,
            )
            problems = [flag for flag in grade.flags if "could not run" in flag]
            if sample.kind == "attack":
                problems += self._uncontained(grade, settings, folder, seconds, peak, sample.whole)
            return replace(finding, problems=tuple([*problems, *_misjudged(finding, grade)]))

    def _write(self, sample: Sample, settings: Settings, folder: Path) -> None:
        for name in settings.files:
            text = (self.reference / name).read_text(encoding="utf-8")
            content = sample.replaced.get(name, text) + sample.appended.get(name, "")
            (folder / name).write_text(content, encoding="utf-8")
        if sample.kind == "attack" and sample.replaced:
            (folder / "honest.py").write_bytes((self.reference / settings.files[0]).read_bytes())
            return
        if sample.whole:
            # Of the honest questions, those that are graded: the others would train for nothing.
            whole = nbformat.read(self.reference / settings.notebook, as_version=4)
            notebook = section(whole, Headings(settings), *sample.asked, sample.place)
            if sample.cell:
                heading = f"## {sample.place}."
                places = [place for place, cell in enumerate(notebook.cells) if cell.source.startswith(heading)]
                place = places[0] + 1 if sample.place else 0
                notebook.cells.insert(place, nbformat.v4.new_code_cell(sample.cell))
            nbformat.write(notebook, folder / settings.notebook)
            return
        asked = [question for question in notebook_questions(settings) if question in sample.asked]
        if not asked:
            return
        whole = nbformat.read(self.reference / settings.notebook, as_version=4)
        notebook = section(whole, Headings(settings), asked[0])
        checks = [place for place, cell in enumerate(notebook.cells) if f'grader.check("q{asked[0]}")' in cell.source]
        del notebook.cells[checks[-1] + 1 :]  # what comes after the check is to be looked at, and no test reads it
        if sample.cell:
            place = 0 if sample.cell_first else len(notebook.cells)
            notebook.cells.insert(place, nbformat.v4.new_code_cell(sample.cell))
        nbformat.write(notebook, folder / settings.notebook)

    def _uncontained(
        self, grade: Grade, settings: Settings, folder: Path, seconds: float, peak: Peak, whole: bool
    ) -> list[str]:
        """What an attack got out of the grader, or left behind."""
        results = to_gradescope(grade, settings)
        problems = []
        try:
            jsonschema.validate(results, SCHEMA)
        except jsonschema.ValidationError as error:
            problems.append(f"results.json is not valid: {error.message}")
        write_feedback(grade, settings, folder / "feedback.html")
        page = (folder / "feedback.html").read_text(encoding="utf-8")
        shown = (json.dumps(results) + page).lower()
        problems += [f"a student could see {canary!r}" for canary in self.canaries if canary in shown]
        if "\x1b" in shown or "<script" in page:
            problems.append("an escape sequence or a script reached the student's page")
        if seconds > (_WHOLE_SECONDS if whole else _ATTACK_SECONDS):
            problems.append(f"it held the grader for {seconds:.0f} s")
        if peak.grown_mb > _OWN_MB:
            problems.append(f"the grader's own process grew by {peak.grown_mb:.0f} MB")
        return problems + [f"it left behind {thing}" for thing in left_behind(self.template)]


def _misjudged(finding: Finding, grade: Grade) -> list[str]:
    """Where the points or the explanation are not what the sample deserves."""
    sample = finding.sample
    told = f"lost {', '.join(finding.lost) or 'nothing'}"
    if sample.kind == "right":
        return [] if not finding.lost else [told]
    if sample.kind == "attack":
        problems = [] if finding.questions == sample.loses else [told]
        if not any(sample.flagged in flag for flag in grade.flags) and sample.flagged:
            problems.append(f"staff are not told of {sample.flagged!r}: {grade.flags}")
        return problems
    problems = [] if finding.questions == {sample.question} else [f"{told}, and should lose in {sample.question} alone"]
    if sample.kind == "misconception" and finding.recognised != {sample.name}:
        problems.append(f"recognised as {', '.join(sorted(finding.recognised)) or 'nothing'}")
    if sample.kind == "wrong" and finding.recognised - {sample.idea}:
        problems.append(f"called {', '.join(sorted(finding.recognised))}, which is not the idea that it holds")
    return problems


def left_behind(template: Template) -> list[str]:
    """Processes of its sandboxes' uids, files of theirs where all may write, System V memory and queues."""
    if template.uids is None:
        return []
    uids = template.uids.held
    found = [f"process {pid}" for uid in uids for pid in processes_of(uid)]
    for folder in ("/tmp", "/dev/shm", "/var/tmp"):
        found += [path for path in map(str, Path(folder).glob("*")) if _owner(path) in uids]
    for kind in ("shm", "msg", "sem"):
        lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        found += [f"{kind} {line}" for line in lines if any(str(uid) in line.split() for uid in uids)]
    return found


def _owner(path: str) -> int | None:
    try:
        return os.lstat(path).st_uid
    except OSError:
        return None
