"""Runs a notebook, question after question, in a kernel that is replaced where it dies."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import nbformat

from autograder.errors import RemoteError, SandboxError, SandboxTimeout
from autograder.grading.headings import Headings
from autograder.grading.verdict import clean, describe
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox

START = ""  # the section before the first question
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w{1,100})([^\n]{0,500})", re.MULTILINE)
_DEFINED = re.compile(r"^[ \t]*(?:def|class)[ \t]+(\w{1,100})", re.MULTILINE)
_WORD = re.compile(r"\w{1,100}")
_HANGS = 2  # cells that have their full time; each further one has a share of what is left, which so never runs out
_SHARE = 0.1
_AFTERWARDS = (
    "This ended the notebook's process. The cells below, up to the next question, did not run; the rest ran in a fresh "
    "process."
)
_STARTS = 3  # tries to run the notebook's start in a fresh kernel, each without the cells that ended one before
_MAX_NOTES = 20
_MAX_OUTPUTS = 100  # of a cell
_CELL_BYTES, _ALL_BYTES = 2 * 2**20, 10 * 2**20  # of outputs that are kept, as JSON
_OUTPUT_TYPES = {"stream": ("name", "text"), "display_data": ("data", "metadata")}


@dataclass
class NotebookRun:
    """One run of a notebook.

    Args:
        notebook: outputs are written into its cells.
        headings: where its questions begin.
        given: names of modules that are the homework's, and no student's.
        start: makes a sandbox that may live for so many seconds.
        cell_seconds: after so long a cell is interrupted.
        notebook_seconds: for the whole run.
        hung: what has hung so far in this grading; cells add the modules that they import and hang in.

    Attributes:
        notes: what the student should know.
        died: question id -> what ended the kernel in its cells, in a sentence.
        late: ids of those questions of which that was a time limit.
        stuck: ids of the questions with a cell that has an open hole (it raises NotImplementedError), or that a time
            limit stopped: run once more, it would do no better.
    """

    notebook: nbformat.NotebookNode
    headings: Headings
    start: Callable[[float], Sandbox]
    cell_seconds: float
    notebook_seconds: float
    hung: Hung
    notes: list[str] = field(default_factory=list)
    died: dict[str, str] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)
    given: frozenset[str] = frozenset()
    prepare: Callable[[Sandbox], object] = lambda sandbox: None

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.notebook_seconds
        self._sandbox: Sandbox | None = None
        self._told = False  # what becomes of the cells after one that ended the kernel
        self._spent = False  # whether its memory is full of what a cell has left there
        self._hangs = 0  # cells that ran into their time limit
        self._killers: set[int] = set()  # numbers of cells that ended a kernel
        self._late_cells: set[int] = set()  # of them, those that a time limit ended
        self._stuck_cells: set[int] = set()
        self._from: dict[str, set[str]] = {}  # a name that cells use -> the student's modules behind it
        self._said: dict[str, int] = {}  # what went wrong in a cell -> in how many more
        self._left = _ALL_BYTES

    def questions(self) -> Iterator[tuple[str, Sandbox | None]]:
        """Run the cells, and yield after each question: its id, and the kernel while it lives.

        Last comes START with the kernel as the whole notebook left it; None where it died.
        """
        for question, cells in _sections(self.notebook, self.headings):
            if question == START and not cells:
                continue
            self._section(question, cells)
            if question != START:
                yield question, self._sandbox
        yield START, self._sandbox

    def close(self) -> None:
        """End the kernel, and say what happened in cells."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None
        for said, more in self._said.items():
            again = f" The same in {more} more cell{'s' if more > 1 else ''}." if more else ""
            self.notes.append(said + again)
        if len(self.notes) > _MAX_NOTES:
            more = len(self.notes) - _MAX_NOTES
            self.notes[_MAX_NOTES:] = [f"Notebook: {more} more things went wrong, most likely because of these."]
        self._said.clear()

    def _section(self, question: str, cells: list[tuple[int, Any]]) -> None:
        try:
            if self._spent:
                self._bury()
            if self._sandbox is None or not self._sandbox.alive:  # it may have died in the last question's tests
                self._fresh(question)
            if self._sandbox is None:
                self.died[question] = "The notebook could not be started, so these cells did not run."
                return
            self._sandbox.request("notebook.settle")
        except (SandboxError, RemoteError) as error:
            self._bury()
            self.died[question] = f"These cells did not run: {_said(error)}"
            if isinstance(error, SandboxTimeout):
                self.late.add(question)
                self.stuck.add(question)
            return
        for number, cell in cells:
            problem = self._run(number, cell)
            if number in self._stuck_cells | self._late_cells:
                self.stuck.add(question)
            if problem:
                name = _name(number, cell.source)
                if number in self._late_cells:
                    self.late.add(question)
                self.died[question] = f"{name[0].upper()}{name[1:]} ended the notebook's process: {problem}"
                self._tell(f"Notebook, {name}: {problem} {'' if self._told else _AFTERWARDS}".strip())
                self._told = True
                break

    def _fresh(self, question: str) -> None:
        """A new kernel that has run the notebook's start, without the cells that ended a kernel before."""
        before = next((cells for section, cells in _sections(self.notebook, self.headings) if section == START), [])
        for _ in range(_STARTS):
            seconds = self._until - time.monotonic()
            if seconds <= 0:
                raise SandboxTimeout("The time limit of the whole notebook was reached.")
            self._sandbox = self.start(seconds)
            self.prepare(self._sandbox)
            self._sandbox.request("notebook.start")
            if question == START:
                return
            again = [(number, cell) for number, cell in before if number not in self._killers]
            if all(not self._run(number, copy.copy(cell), quietly=True) for number, cell in again):
                return

    def _run(self, number: int, cell: Any, quietly: bool = False) -> str:
        """Run one cell; return what ended the kernel, "" where it lives."""
        assert self._sandbox is not None
        modules = self._modules(cell.source)
        seconds = min([self._longest(), *(self.hung.grace(f"{module} in a cell") for module in modules)])
        cell.execution_count, cell.outputs = number, []
        source = cell.source.encode(errors="replace").decode()  # half a character cannot be sent
        try:
            reply = self._sandbox.request("notebook.run_cell", source, seconds=seconds)
        except SandboxError as error:
            self._bury()
            self._killers.add(number)
            if isinstance(error, SandboxTimeout):
                self._late_cells.add(number)
                self._blame(modules)
            cell.outputs.append(_error("KernelDied", f"{error} {_AFTERWARDS}"))
            return str(error)
        except RemoteError as error:  # it is not the cell that raised, but what runs cells
            self._tell(f"Notebook, {_name(number, cell.source)}: what runs cells failed on it. {_said(error)}")
            return ""
        problem = reply.get("error") if isinstance(reply, dict) else None
        self._keep(cell, reply.get("outputs") if isinstance(reply, dict) else None)
        if isinstance(problem, dict):
            kind, message = clean(str(problem.get("type"))[:200]), clean(str(problem.get("message"))[:2000])
            if kind in ("KeyboardInterrupt", "NotImplementedError"):
                self._stuck_cells.add(number)
            if kind == "KeyboardInterrupt":
                message = f"It took longer than {round(seconds, 1):g} seconds and was stopped."
                self._blame(modules)
            if kind == "MemoryError" or "can't allocate memory" in message:
                self._spent = True  # what filled it is still there: the next question begins in a fresh kernel
            if not quietly:
                self._failed(number, cell.source, kind, message, problem.get("line"))
            cell.outputs.append(_error(kind, message))
        return ""

    def _longest(self) -> float:
        """Seconds for the next cell, whatever it calls."""
        if self._hangs < _HANGS:
            return self.cell_seconds
        return min(self.cell_seconds, _SHARE * max(0.0, self._until - time.monotonic()))

    def _modules(self, source: str) -> set[str]:
        """The student's modules that a cell calls: imported there, or behind names that earlier cells made."""
        assert self._sandbox is not None
        own = {name.split("/")[0].removesuffix(".py") for name in self._sandbox.files} - self.given
        modules = {module for word in set(_WORD.findall(source)) for module in self._from.get(word, ())}
        for module, names in _IMPORT.findall(source):
            if module in own:
                modules.add(module)
                for name in set(_WORD.findall(names)) - {"import", "as"}:
                    self._from.setdefault(name, set()).add(module)
        for name in _DEFINED.findall(source) if modules else []:
            self._from.setdefault(name, set()).update(modules)
        return modules

    def _blame(self, modules: set[str]) -> None:
        """A cell that calls these modules has hung."""
        self._hangs += 1
        for module in modules:
            self.hung.add(f"{module} in a cell")

    def _bury(self) -> None:
        self._spent = False
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def _failed(self, number: int, source: str, kind: str, message: str, line: Any) -> None:
        if kind == "NameError" and self._said:
            self._tell("Notebook: another cell lacks a name, most likely because of the failures above.")
            return
        place = f", line {line}" if type(line) is int else ""
        said = message if kind == "KeyboardInterrupt" else f"{kind}: {message}"
        same = next((note for note in self._said if note.endswith(f": {said}")), None)
        self._tell(same or f"Notebook, {_name(number, source)}{place}: {said}")

    def _tell(self, said: str) -> None:
        self._said[said] = self._said[said] + 1 if said in self._said else 0

    def _keep(self, cell: Any, outputs: Any) -> None:
        """Keep the outputs that are ones, as far as there is room; they are for staff to look at."""
        room = min(_CELL_BYTES, self._left)
        for output in outputs[:_MAX_OUTPUTS] if isinstance(outputs, list) else []:
            node = _output(output, room)
            if node is None:
                continue
            size = len(json.dumps(node))
            room, self._left = room - size, self._left - size
            cell.outputs.append(node)
        kept = len(cell.outputs)
        if isinstance(outputs, list) and kept < len(outputs):
            text = f"[{len(outputs) - kept} more outputs were too many or too large to be kept]\n"
            cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=text))


def section(notebook: nbformat.NotebookNode, headings: Headings, *questions: str) -> nbformat.NotebookNode:
    """A copy of the notebook with what comes before the first question, and the cells of these questions."""
    cells, here = [], START
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            here = headings.at(cell.source) or here
        if here in (START, *questions):
            cells.append(cell)
    return nbformat.from_dict({**notebook, "cells": copy.deepcopy(cells)})


def _sections(notebook: nbformat.NotebookNode, headings: Headings) -> list[tuple[str, list[tuple[int, Any]]]]:
    """Question id (START first) -> its code cells, each with its number, in the order of the notebook."""
    sections: list[tuple[str, list[tuple[int, Any]]]] = [(START, [])]
    number = 0
    for cell in notebook.cells:
        heading = headings.at(cell.source) if cell.cell_type == "markdown" else None
        if heading and heading != sections[-1][0]:
            sections.append((heading, []))
        elif cell.cell_type == "code":
            number += 1
            sections[-1][1].append((number, cell))
    return sections


def _output(output: Any, room: int) -> nbformat.NotebookNode | None:
    """An output as nbformat has it, of JSON's own types; None for what is none, or has no room."""
    if not isinstance(output, dict) or output.get("output_type") not in _OUTPUT_TYPES:
        return None
    try:
        wanted = {key: output.get(key) for key in _OUTPUT_TYPES[output["output_type"]]}
        text = json.dumps({"output_type": output["output_type"], **wanted}, allow_nan=False)
        if len(text) > room:
            return None
        node = nbformat.from_dict(json.loads(text))
        nbformat.validate(node, ref=node.output_type, version=4)
        return node
    except Exception:  # bytes, keys of several types, a NaN: whatever a sandbox sent that is no output
        return None


def _error(kind: str, message: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("error", ename=kind, evalue=message, traceback=[message])


def _said(error: Exception) -> str:
    return describe(error) if isinstance(error, RemoteError) else str(error)


def _name(number: int, source: str) -> str:
    first = next((line.strip() for line in source[:10_000].splitlines() if line.strip()), "")
    return f"code cell {number} (`{first[:60]}`)"
