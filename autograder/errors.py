"""Every error that the engine raises on purpose.

AutograderError
├── ConfigError            the homework is not usable: assignment.toml, or what it refers to
├── TemplateError          the wall cannot be built here: the grader's own fault
├── SubmissionError        a submission cannot be read; the message tells the student what to do
├── SandboxError           a sandbox ended before it answered; the message can be shown to the student
│   ├── SandboxDied        it crashed, left, used too much or spoke nonsense
│   ├── SandboxTimeout     it took longer than it may
│   └── NotHandedIn        the file that a test needs is not there
├── RemoteError            the student's code raised an exception
├── WireError              a value that no frame of the wire may hold
├── BatchError             a batch cannot go on
│   ├── RosterError        the submissions, or who handed them in, cannot be read
│   ├── InputFileError     a file that a person wrote for a batch has slips
│   ├── NobodyError        nobody of a batch is meant by a name, or more than one
│   └── WrongVersion       a worker has another version of the grader
└── AuthoringError         nothing was replaced; the message says why, and what to do
    ├── MarkupError        a mark of the master is not usable
    ├── ReleaseError       what was generated must not be released
    └── CalibrationError   no threshold can be measured

A hidden test that does not hold ends with an AssertionError, as any test does: `Failed` brings a hint, and `OddAnswer`
comes from a proxy that was asked for something the student's object cannot give.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class AutograderError(Exception):
    """The base of all of them."""


class ConfigError(AutograderError):
    """The homework is not usable; the message says where and what to change."""


class TemplateError(AutograderError):
    """The template could not be started or has gone: the grader's fault."""


class SubmissionError(AutograderError):
    """The submission cannot be read at all; the message tells the student what to do."""


class SandboxError(AutograderError):
    """A sandbox ended before it answered; the message can be shown to the student."""


class SandboxDied(SandboxError):
    """It crashed, left, ran out of memory or spoke nonsense."""


class SandboxTimeout(SandboxError):
    """It took longer than it may; `name` is the student's function or class that was called, where that is known."""

    name = ""


class NotHandedIn(SandboxError):
    """A file that a test needs is not in the submission."""


class RemoteError(AutograderError):
    """An exception in the sandbox, as described by the sandbox: `type`, `kinds`, `message`, `where`, `traceback`.

    `kinds` are the names of Python's own exceptions that it is one of.

    `early` says that the sandbox had been asked for imports alone: so the message holds nothing of a hidden test's.
    """

    _TEXT: ClassVar = {
        "type": 100,
        "kinds": 200,
        "message": 2000,
        "where": 200,
        "traceback": 8000,
    }  # the longest of each that is kept

    def __init__(self, description: Mapping[str, Any], early: bool = False) -> None:
        self.type_name, self.kinds, self.message, self.where, self.traceback = (
            str(text)[:most] if isinstance(text := description.get(key), str) else ""
            for key, most in self._TEXT.items()
        )
        self.early = early
        super().__init__(f"{self.type_name}: {self.message}")

    def is_a(self, name: str) -> bool:
        """Whether `except` of that exception of Python's catches it."""
        return name == self.type_name or name in self.kinds.split()


StudentError = RemoteError  # the name that hidden tests read


class WireError(AutograderError):
    """A frame that is no message, or a value that no message may hold; the text says which, and what the rule is."""


class BatchError(AutograderError):
    """A batch cannot go on; the message says why, and what to do."""


class RosterError(BatchError):
    """The submissions, or the list of who handed them in, cannot be read."""


class InputFileError(BatchError):
    """A file that a person wrote for a batch has slips; the message has a line for each, and names its place."""


class NobodyError(BatchError):
    """Nobody of a batch is meant by a name, or more than one is; the message names who could be."""


class WrongVersion(BatchError):
    """A worker has another version of the grader than the one who asks."""


class AuthoringError(AutograderError):
    """Nothing was replaced; the message says why, and what to do."""


class MarkupError(AuthoringError):
    """A mark of the master is not usable; the message names file and line."""


class ReleaseError(AuthoringError):
    """What was generated must not be released, or differs from what is committed."""


class CalibrationError(AuthoringError):
    """No threshold can be measured."""


class Failed(AssertionError):
    """A property does not hold: what was seen, a hint, and the misconception behind it where it was recognised."""

    def __init__(self, seen: str, hint: str = "", misconception: str | None = None) -> None:
        super().__init__(seen)
        self.seen, self.hint, self.misconception = seen, hint, misconception


class OddAnswer(AssertionError):
    """What a student's object holds is nothing that a test can work with; the message says what it is."""
