"""From the exception that ended a hidden test to the outcome that the student reads."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable

from autograder.config import Settings
from autograder.isolation.sandbox import RemoteError, SandboxError
from autograder.outcomes import Outcome

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_SCRATCH = re.compile(r"\S*/grading-\w+/\w+/")
MAX_MESSAGE = 400  # characters of a student's own exception message


def outcome(
    settings: Settings,
    function: Callable[..., object],
    error: BaseException | None,
    *,
    public: bool,
    printed: str = "",
    note: str = "",
) -> Outcome:
    """The outcome of hidden test `function`, which ended with `error` (None: it passed).

    Args:
        printed: what the student's code printed; for staff only.
        note: for staff as well, such as that a prerequisite was replaced.
    """
    name = function.__name__
    question = settings.question_of[name]
    title = (function.__doc__ or name).strip().splitlines()[0].rstrip(".")
    staff = "\n".join(part for part in (note, printed and f"printed:\n{printed}") if part)
    base = Outcome(question.id, name, title, question.tests[name], "passed", public=public, staff=staff)
    if error is None:
        return base
    staff = "\n".join(part for part in (_details(error), staff) if part)
    if isinstance(error, AssertionError):
        # compare.Failed brings a hint and perhaps a misconception; a plain assert brings its message.
        seen = clean(str(getattr(error, "seen", error))) or "The property does not hold."
        hint, misconception = getattr(error, "hint", ""), getattr(error, "misconception", None)
        return _failed(base, seen, staff, hint=hint, misconception=misconception)
    if isinstance(error, RemoteError):
        return _failed(base, describe(error), staff, hint=_hint(error))
    if isinstance(error, SandboxError):
        return _failed(base, str(error), staff)
    seen = "This test could not run. That is a fault of the grader, not of your work; the staff can see it."
    return Outcome(base.question, name, title, base.points, "could not run", seen, public=public, staff=staff)


def describe(error: RemoteError) -> str:
    """A student's own exception in one or two lines: type, message, where."""
    where = f" ({clean(error.where)})" if error.where else ""
    message = clean(error.message)
    return f"Your code raised {clean(error.type_name)}{': ' if message else ''}{message}{where}"


def clean(text: str) -> str:
    """`text` bounded, and without what differs from run to run (addresses, scratch folders)."""
    text = _SCRATCH.sub("", _ADDRESS.sub("0x...", text))
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " ..."


def _failed(base: Outcome, seen: str, staff: str, hint: str = "", misconception: str | None = None) -> Outcome:
    return Outcome(
        base.question, base.test, base.title, base.points, "failed", seen, hint, misconception, base.public, staff
    )


def _hint(error: RemoteError) -> str:
    return {
        "NotImplementedError": "This hole is still a stub: write it, then remove its raise.",
        "ModuleNotFoundError": "Only torch, numpy, matplotlib and the files you hand in can be imported.",
        "SyntaxError": "Python cannot read the file at all; run `python` on it and mend the line it names.",
        "IndentationError": "Python cannot read the file at all; run `python` on it and mend the line it names.",
    }.get(error.type_name, "")


def _details(error: BaseException) -> str:
    if isinstance(error, RemoteError):
        return error.traceback
    return "".join(traceback.format_exception(error))[-8000:]
