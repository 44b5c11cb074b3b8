"""What has been proven already: a sample's finding, kept beside the samples by the hash of all that it depends on.

What a submission scores depends on its files, the graders and the libraries. What an attack can do depends on the
kernel and on the grader's rights as well: it has a finding for each that it was tried with.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Collection, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from autograder.atomic import write_whole
from autograder.authoring.proof.examine import Finding
from autograder.authoring.proof.samples import KINDS, Sample, samples
from autograder.batch.version import question_versions
from autograder.homework import samples_folder
from autograder.settings import PACKAGE, Settings
from autograder.wall.processes import capabilities

FILE = "proven.json"
_PAIRS = "pairs of ideas"
_LIBRARIES = ("ipython", "numpy", "otter-grader", "pytest", "torch")  # that a score depends on


class Proven:
    """Findings in a file, a line for each. Only what is graded as it must be is kept: the rest is looked at anew."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.path = samples_folder(settings) / FILE
        self.versions = question_versions(settings)
        self.libraries, self.machine = _libraries(), _machine()
        notebook = settings.folder / f"{Path(settings.notebook).stem}.py"  # samples keep the reference's cells
        here = Path(__file__).parent
        examined = [(here / name).read_text(encoding="utf-8") for name in ("examine.py", "samples.py")]
        around = [notebook.read_text(encoding="utf-8"), *examined]
        self.around = hashlib.sha256("\0".join(around).encode()).hexdigest()
        self.kept: dict[str, dict[str, Any]] = {}
        with suppress(OSError, ValueError):  # not there, or nothing that this file has written
            self.kept = dict(json.loads(self.path.read_text(encoding="utf-8")))

    def get(self, sample: Sample) -> Finding | None:
        """What was found on this very sample by these very graders; None where nothing was."""
        row = self.kept.get(self._key(sample), {})
        if row.get("of") != self._hash(sample) or row["libraries"] != self.libraries:
            return None
        questions, recognised = frozenset(row["questions"]), frozenset(row["recognised"])
        return Finding(sample, tuple(row["lost"]), questions, recognised, row["explained"], (), 0.0)

    def pairs(self) -> tuple[str, ...] | None:
        """What was found of pairs of ideas by these very graders, as lines of text; None where nothing was."""
        row = self.kept.get(_PAIRS, {})
        there = row.get("of") == self._hash_of_pairs() and row["libraries"] == self.libraries
        return tuple(row["lines"]) if there else None

    def write(self, findings: Collection[Finding], pairs: Sequence[str] | None) -> None:
        """Keep these findings, too, for the next time, and nothing on samples or graders that are no more.

        Args:
            pairs: what was found of pairs of ideas, as lines of text; None where nothing was.

        Raises:
            OSError: the folder cannot be written.
        """
        # What is wanting now may once not have been.
        wanting = {self._key(finding.sample) for finding in findings if finding.problems}
        rows = {key: row for key, row in self.kept.items() if key not in wanting} | {
            self._key(finding.sample): {
                "of": self._hash(finding.sample),
                "libraries": self.libraries,
                "lost": finding.lost,
                "questions": sorted(finding.questions),
                "recognised": sorted(finding.recognised),
                "explained": finding.explained,
            }
            for finding in findings
            if not finding.problems
        }
        if pairs:
            rows[_PAIRS] = {"of": self._hash_of_pairs(), "libraries": self.libraries, "lines": list(pairs)}
        current = {self._hash_of_pairs()}
        current |= {self._hash(sample) for kind in KINDS for sample in samples(kind, self.settings)}
        lines = [f"{json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(rows.items()) if row["of"] in current]
        write_whole(self.path, "{\n" + ",\n".join(lines) + "\n}\n")

    def _key(self, sample: Sample) -> str:
        return f"{sample.kind} {sample.name}" + (f" on {self.machine}" if sample.kind == "attack" else "")

    def _hash_of_pairs(self) -> str:
        source = (Path(__file__).parent / "pairs.py").read_text(encoding="utf-8")
        text = "\0".join([source, *map(repr, sorted(self.versions.items())), self.around])
        return hashlib.sha256(text.encode()).hexdigest()

    def _hash(self, sample: Sample) -> str:
        graders = [f"{question}={self.versions[question]}" for question in sorted(sample.asked)]
        itself = repr(_sorted(sample)).replace(str(PACKAGE.parent), "CHECKOUT")  # the same wherever that lies
        text = "\0".join([itself, *graders, self.around])
        return hashlib.sha256(text.encode()).hexdigest()


def _sorted(sample: Sample) -> list[object]:
    """A sample's values, in an order that is the same in every process."""
    return [sorted(value) if isinstance(value, frozenset) else value for value in vars(sample).values()]


def _machine() -> str:
    """The kernel, as it is numbered where it is made, and what this process may do."""
    release = platform.release().partition("-")[0]
    rights = f"capabilities {capabilities():x}"
    return f"{platform.system()} {release} {platform.machine()}, user {os.geteuid()}, {rights}"


def _libraries() -> str:
    found = [f"python {'.'.join(platform.python_version_tuple()[:2])}"]
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return ", ".join(found)
