"""What has been proven already: a sample's finding, kept by the hash of all that it depends on."""

from __future__ import annotations

import hashlib
import os
import platform
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path

from pydantic import TypeAdapter

from autograder.atomic import write_whole
from autograder.authoring.proof.examine import Finding
from autograder.authoring.proof.samples import Sample
from autograder.batch.version import question_versions
from autograder.settings import Settings

_FINDING = TypeAdapter(Finding)


class Proven:
    """Findings in a folder, a file for each. Only what is graded as it must be is kept: the rest is looked at anew."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.folder.parent / "build" / "proof"
        self.versions = question_versions(settings)
        notebook = settings.folder / f"{Path(settings.notebook).stem}.py"  # samples keep the reference's cells
        around = [notebook.read_text(encoding="utf-8"), *_around()]
        self.around = hashlib.sha256("\0".join(around).encode()).hexdigest()

    def get(self, sample: Sample) -> Finding | None:
        """What was found on this very sample by these very graders, in this environment; None where nothing was."""
        try:
            return _FINDING.validate_json(self._path(sample).read_bytes())
        except (OSError, ValueError):  # not there, or written by another version of this file
            return None

    def keep(self, finding: Finding) -> None:
        """Keep it for the next time, if nothing is wrong with it, and where the folder can be written."""
        if not finding.problems:
            path = self._path(finding.sample)
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, _FINDING.dump_json(finding).decode())

    def _path(self, sample: Sample) -> Path:
        graders = [f"{question}={self.versions[question]}" for question in sorted(sample.asked)]
        text = "\0".join([repr(_sorted(sample)), *graders, self.around])
        return self.folder / f"{hashlib.sha256(text.encode()).hexdigest()}.json"


def _sorted(sample: Sample) -> list[object]:
    """A sample's values, in an order that is the same in every process."""
    return [sorted(value) if isinstance(value, frozenset) else value for value in vars(sample).values()]


def _around() -> list[str]:
    """What a finding depends on besides sample and graders: how it is examined, libraries, machine, user."""
    examined = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    libraries = sorted(f"{one.name}=={one.version}" for one in distributions())
    return [*examined, *libraries, platform.python_version(), platform.platform(), str(os.geteuid())]
