"""Inside a sandbox: runs a notebook's cells in IPython, one at a time, as Jupyter would."""

from __future__ import annotations

import json
import os
import signal
import sys
import types
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

_MAX_OUTPUT = 4 * 2**20  # characters of a cell's outputs as JSON
_MAX_OUTPUTS = 200  # of a cell

_shell: InteractiveShell | None = None
_home = "."


class _DisplayHook(DisplayHook):  # type: ignore[misc]
    """Publishes the value of a cell's last expression as a rich output, instead of printing it."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        self.shell.display_pub.publish(format_dict, md_dict or {})


class _Shell(InteractiveShell):  # type: ignore[misc]
    displayhook_class = _DisplayHook
    system = InteractiveShell.system_raw  # a shell line without a pseudo-terminal, which a sandbox cannot have

    def enable_gui(self, gui: Any = None) -> None:
        """There is no event loop to start; plots are drawn inline."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        """The error goes to the grader as data, not as coloured text."""


class _Notebook:
    """Stands where otter.Notebook stands in a student's notebook: checks run later, on the grader's side."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def start() -> None:
    """Make a shell with an empty namespace and inline plots."""
    global _shell, _home
    _home = os.getcwd()
    otter = types.ModuleType("otter")
    otter.Notebook = _Notebook  # type: ignore[attr-defined]
    sys.modules["otter"] = otter
    _shell = _Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    if "matplotlib" in sys.modules:
        _shell.enable_matplotlib("inline")


def settle(arrays: types.ModuleType) -> None:
    """What one question's cells have changed of the process is not the next one's concern: folder, default dtype."""
    os.chdir(_home)
    arrays.settle()


def run_cell(source: str) -> dict[str, Any]:
    """Run one cell.

    Returns:
        "outputs": its outputs in nbformat's form, images as base64 text;
        "error": None, or {"type", "message", "line"} of what it raised, the line counted from the cell's first.
    """
    assert _shell is not None, "start() comes first"
    signal.signal(signal.SIGINT, signal.default_int_handler)  # between cells an interrupt is too late, and ignored
    with capture_output() as captured:
        result = InteractiveShell.run_cell(
            _shell, source, store_history=True
        )  # whatever a cell made of _shell.run_cell
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outputs: list[dict[str, Any]] = []
    room = _MAX_OUTPUT
    for name, text in [("stdout", captured.stdout), ("stderr", captured.stderr)]:
        if text:
            outputs.append({"output_type": "stream", "name": name, "text": text[:100_000]})
    for output in captured.outputs[:_MAX_OUTPUTS]:
        data = _plain(output.data, room)
        room -= sum(len(kind) + len(str(value)) for kind, value in data.items())
        outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    error = result.error_before_exec or result.error_in_exec
    return {"outputs": outputs, "error": None if error is None else _describe(error)}


def _plain(data: dict[str, Any], room: int) -> dict[str, Any]:
    """What of an output is JSON and has room; the grader looks again."""
    plain = {}
    for kind, value in data.items():
        try:
            text = json.dumps(value)
        except (TypeError, ValueError, RecursionError):
            continue
        if len(text) <= room:
            plain[str(kind)] = value
    return plain


def lookup(name: str) -> Any:
    """The value of a notebook variable; None where there is none."""
    return None if _shell is None else _shell.user_ns.get(name)


def _describe(error: BaseException) -> dict[str, Any]:
    line = error.lineno if isinstance(error, SyntaxError) else None
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.startswith("<ipython-input"):
            line = frame.tb_lineno
        frame = frame.tb_next
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = "(its message cannot be read)"
    return {"type": type(error).__name__[:100], "message": message[:2000], "line": line}


def actions(arrays: types.ModuleType) -> dict[str, Callable[..., Any]]:
    """What the grader may ask for; `arrays` is with_torch or with_numpy."""
    return {
        "notebook.start": start,
        "notebook.settle": lambda: settle(arrays),
        "notebook.run_cell": run_cell,
        "notebook.lookup": lookup,
    }
