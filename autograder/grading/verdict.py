"""From the exception that ended a hidden test to the outcome that the student reads."""

from __future__ import annotations

import builtins
import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace

from autograder.errors import ConfigError, RemoteError, SandboxError, SandboxTimeout, TemplateError
from autograder.grading.misconceptions import words_of
from autograder.grading.outcomes import Outcome
from autograder.settings import Settings

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")
_SCRATCH = re.compile(r"/[^\s:'\"]{0,200}/grading-\w{1,20}/\w{1,20}/")
MAX_MESSAGE = 400  # characters of a student's own exception message
_SEARCHED = 2000  # of it, for what is replaced: a search holds the interpreter, and no deadline fires meanwhile

# What handling an odd value raises in a test. All else is the machine's fault, the set-up's or the test's author's.
_ODD_VALUE = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError)
# Exceptions of libraries that a student's code may well bring about.
_LIBRARIES_OWN = ("LinAlgError", "AxisError", "OutOfMemoryError", "BdbQuit")
_NO_GPU = ("Torch not compiled with CUDA enabled", "Found no NVIDIA driver", "No CUDA GPUs are available")
# Words of an exception's message -> a hint of our own. The message itself may not be shown, see describe.
_USUAL = [
    (
        ("shapes cannot be multiplied", "size mismatch", "inconsistent tensor size"),
        "The shapes in a matrix product do not fit. Print both, for an input with several channels that is not square.",
    ),
    (
        ("must match the size of tensor", "not broadcastable", "The expanded size of the tensor"),
        "Two tensors are combined whose shapes do not fit. Print both, for an input that is not square.",
    ),
    (
        ("is invalid for input of size",),
        "view or reshape asks for another number of elements than there are. Which axes does the tensor have there?",
    ),
    (
        ("a leaf Variable that requires grad", "modified by an inplace operation", "a view of a leaf"),
        "A tensor that needs a gradient is changed in place. Build a new one instead, and put the parts into that.",
    ),
    (
        (
            "expected scalar type",
            "to have the same dtype",
            "must have the same dtype",
            "Input type",
            "expected m1 and m2",
            "self.dtype to be equal to src.dtype",
        ),
        "Tensors of two dtypes meet. Make new tensors with the dtype of the argument.",
    ),
    (
        ("Tensors of floating point", "only supports floating", "not implemented for 'Long'"),
        "An integer tensor stands where a floating one is needed. With which dtype was it made?",
    ),
    (
        ("File too large", "No space left on device", "Disk quota exceeded"),
        "It writes more to the disk than it may. Is there a loop that writes, or something that was only for"
        " looking at it?",
    ),
    (
        ("negative dimension", "length must be non-negative"),
        "A tensor of a negative length is asked for. For which inputs does what you compute for a length fall below 0?",
    ),
    (
        ("more than one element of the written-to tensor",),
        "expand shows one number at many places, which share its memory: none of them can be changed alone.",
    ),
    (
        ("NoneType",),
        "None stands where something else is needed. When is it None, and what should happen then?",
    ),
    (
        ("Boolean value of Tensor", "truth value of an array"),
        "Many numbers stand where one yes or no is needed, as behind `if`. `is None` asks whether there are any.",
    ),
    (
        ("values to unpack",),
        "A tuple or a shape has another number of parts than there are names for it on the left.",
    ),
    (
        ("uninitialized parameter",),
        "A lazy layer has no weights before its first call, and an optimiser wants them earlier. Give it its sizes.",
    ),
    (
        ("out of bounds", "out of range"),
        "An index lies outside its axis. Try the smallest inputs, and those that only just fit.",
    ),
]
_UNEXPECTED = "Your answer is of a kind that this test cannot work with."
_UNEXPECTED_HINT = "Compare what your code returns with the docstring: the types, the shapes, the dtype."


def outcome(
    settings: Settings,
    function: Callable[..., object],
    error: BaseException | None,
    *,
    public: bool,
    printed: str = "",
    note: str = "",
    in_notebook: bool = False,
) -> Outcome:
    """The outcome of hidden test `function`, which ended with `error` (None: it passed).

    Args:
        printed: what the student's code printed; for staff only.
        note: for staff as well, such as that a prerequisite was replaced.
        in_notebook: whether the test looks at the notebook's variables.
    """
    name = function.__name__
    question = settings.question_of[name]
    title = (function.__doc__ or name).strip().splitlines()[0].rstrip(".")
    staff = "\n".join(part for part in (note, printed and f"printed:\n{printed}") if part)
    points = question.tests[name]
    base = Outcome(question.id, name, title, points, "passed", public=public, staff=staff, in_notebook=in_notebook)
    if error is None:
        return base
    staff = "\n".join(part for part in (_details(error), staff) if part)
    if isinstance(error, AssertionError):
        # Failed brings a hint and perhaps a misconception, and any other may; a plain assert brings its message.
        seen = clean(str(error))
        hint, misconception = getattr(error, "hint", ""), getattr(error, "misconception", None)
        if misconception:
            also, hint = words_of(misconception)
            seen = f"{seen} {also}".strip()
        return _failed(base, seen or "The property does not hold.", staff, hint=hint, misconception=misconception)
    if isinstance(error, RemoteError):
        return _failed(base, describe(error, full=public), staff, hint=_hint(error, settings))
    if isinstance(error, SandboxError):
        return replace(_failed(base, str(error), staff), timed_out=isinstance(error, SandboxTimeout))
    if not is_graders_fault(error):
        return _failed(base, _UNEXPECTED, staff, hint=_UNEXPECTED_HINT, flag=f"{name} met an answer of an odd kind")
    seen = "This test could not run. That is a fault of the grader, not of your work; the staff can see it."
    return replace(base, status="could not run", seen=seen, staff=staff)


def is_graders_fault(error: BaseException) -> bool:
    """Whether an exception of a hidden test is none that a submission can bring about.

    Every hidden test passes on the reference and fails in words on each catalogued mistake, as the proof shows. A
    TypeError and the like come of an answer that nobody had thought of; what the grader computes by itself
    never ends so.
    """
    return not isinstance(error, (AssertionError, RemoteError, SandboxError, *_ODD_VALUE)) or isinstance(
        error, TemplateError | ConfigError
    )


def describe(error: RemoteError, full: bool = True) -> str:
    """A student's own exception in one or two lines: type, place, and its message where that is harmless.

    Args:
        full: whether the student may read the message of a call. It may hold what the call was given, and a hidden
            test's inputs stay hidden. What an import raises was given nothing.
    """
    where = f" ({clean(error.where)})" if error.where else ""
    if error.type_name == "WireError":
        return "Your code returned something that is too large, or nested too deep, for any right answer."
    if not (full or error.early):
        return f"Your code raised {_known(error.type_name)}{where}"
    message = clean(error.message)
    return f"Your code raised {clean(error.type_name)}{': ' if message else ''}{message}{where}"


def _known(type_name: str) -> str:
    """The name of an exception of Python's or torch's; one that the student has made could say anything."""
    kind = getattr(builtins, type_name, None)
    is_known = isinstance(kind, type) and issubclass(kind, BaseException)
    return type_name if is_known or type_name in _LIBRARIES_OWN else "an exception of a class of your own"


def clean(text: str) -> str:
    """`text` bounded, and without what differs from run to run (addresses, scratch folders)."""
    text = text[:_SEARCHED]
    text = _SCRATCH.sub("", _ADDRESS.sub("0x...", text))
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " ..."


def _failed(
    base: Outcome, seen: str, staff: str, hint: str = "", misconception: str | None = None, flag: str = ""
) -> Outcome:
    return replace(base, status="failed", seen=seen, hint=hint, misconception=misconception, staff=staff, flag=flag)


def _is_librarys(error: RemoteError) -> bool:
    """Whether a NotImplementedError is torch's own, for an operator that a kind of tensor lacks."""
    return any(words in error.message for words in ("not implemented for", "Could not run", "aten::"))


def _refuses(error: RemoteError) -> bool:
    """Whether a check of the student's own raised it. Arguments that have to be refused are another test's."""
    last_frame = error.traceback.rpartition('  File "')[2].splitlines()
    return len(last_frame) > 1 and last_frame[1].strip().startswith(("raise ", "assert "))


def _hint(error: RemoteError, settings: Settings) -> str:
    libraries = ", ".join(dict.fromkeys(["numpy", *(name.split(".")[0] for name in settings.imports)]))
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    if any(words in error.message for words in _NO_GPU):
        return (
            'There is no GPU where it is graded. Ask for one only where there is one: "cuda" if '
            'torch.cuda.is_available() else "cpu".'
        )
    for words, hint in _USUAL if error.type_name != "WireError" else ():
        if any(word in error.message for word in words):
            return hint
    if (error.is_a("ValueError") or error.is_a("AssertionError")) and _refuses(error):
        return "What it was given is valid. A check of yours refuses it, or what you made of it: which one, and when?"
    unreadable = (
        f"Python {python} grades it, and cannot read the file at all. Run `python` on it and mend the line it names. "
        f"If your Python finds nothing there, it is newer: write it without what is new since {python}."
    )
    return {
        "NotImplementedError": ""
        if _is_librarys(error)
        else "This hole is still a stub: write it, then remove its raise.",
        "ModuleNotFoundError": f"Only {libraries} and the files you hand in can be imported.",
        "SystemExit": "exit(), sys.exit() and unittest.main() end the program that calls them. What a file does beyond "
        'defining things belongs below `if __name__ == "__main__":`.',
        "BdbQuit": "A breakpoint() is left in your code. Nobody is there to answer it.",
        "PermissionError": "Where it is graded, code may write to the folder that it runs in and to tempfile's, and "
        "start no other program. Can it do without?",
        "SyntaxError": unreadable,
        "IndentationError": unreadable,
    }.get(error.type_name, "")


def _details(error: BaseException) -> str:
    if isinstance(error, RemoteError):
        return error.traceback
    return "".join(traceback.format_exception(error))[-8000:]
