"""Checks all that is public, at once: `python check.py` in a terminal, or `check.everything(grader)` in the notebook.
`python check.py 1a` shows question 1a alone.

Given, not graded. It looks at the files as they lie on the disk, so save what you edit. The hidden tests that grade you
look further.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from handout import (
    FILES,
    HEADING,
    answered,
    cells_of,
    holes_in_cells,
    holes_of,
    notebook_path,
    questions_of,
    variables,
)

_IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
_CHECK = re.compile(r"grader\.check\(.q(\w+).\)")
_SECONDS = 120  # for the checks of one file


@dataclass
class Question:
    """What can be said of one question.

    Attributes:
        open: the holes that are still to be filled.
        passed, failed: the public checks; a failed one with its message.
        answered: whether there is a written answer.
        overtaken: what to run again, since a file was edited after it ran.
    """

    id: str
    title: str
    open: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    answered: bool = False
    overtaken: list[str] = field(default_factory=list)


def everything(grader: Any = None, folder: str | Path = ".", only: Sequence[str] = ()) -> None:
    """Print a table by question, and what failed.

    Args:
        grader: the notebook's; without it, the checks that look at the notebook's variables are left out.
        folder: holds the files and the notebook.
        only: ids of the questions to show; by default all.
    """
    folder = Path(folder)
    if not (folder / "tests").is_dir():
        print(f"There is no folder tests in {folder.resolve()}: nothing to check here.")
        return
    titles = questions_of(cells_of(notebook_path(folder)))
    if not titles:  # cells_of has said why
        return
    only = [id if id in titles else id.removeprefix("q") for id in only]  # q1a is what grader.check calls it
    if unknown := set(only) - set(titles):
        print(f"There is no question {', '.join(sorted(unknown))}; there are {', '.join(titles)}.")
        return
    questions = [question for question in look(folder, grader, only) if not only or question.id in only]
    width = max(len(question.title) for question in questions)
    print(f"{'':4}{'':{width}}  {'holes open':>10}  {'public checks':>13}  written answer")
    for question in questions:
        all_checks = len(question.passed) + len(question.failed)
        checks = f"{len(question.passed)} of {all_checks}" if all_checks else "-"
        answer = "received" if question.answered else "missing"
        print(f"{question.id:4}{question.title:{width}}  {len(question.open) or '-':>10}  {checks:>13}  {answer}")
    for question in questions:
        told: set[str] = set()
        for name, why in question.failed:
            if question.open and "NotImplementedError" in why:
                continue  # the open holes are listed below
            print(f"\n{question.id}  {name}")
            print(textwrap.indent(textwrap.fill(why if why not in told else "The same.", 96), "    "))
            told.add(why)
    for note in [note for question in questions for note in question.overtaken]:
        print(f"\n{note}")
    unfinished = [question for question in questions if question.open]
    if unfinished:
        print("\nStill open:")
    for question in unfinished:
        print(f"{question.id}  {', '.join(question.open)}")
    if grader is None:
        print("\nThe checks of the notebook's variables run in the notebook: its last cells have them all.")
    print("\nThese checks are public. The hidden tests look further: other sizes, gradients, wrong arguments.")


def look(folder: Path, grader: Any = None, only: Sequence[str] = ()) -> list[Question]:
    """All questions, in the notebook's order; with the checks of those in `only` at least, by default of all."""
    cells = cells_of(notebook_path(folder))
    found = {id: Question(id, title) for id, title in questions_of(cells).items()}
    for question, hole in [*(hole for name in FILES for hole in holes_of(folder / name)), *holes_in_cells(cells)]:
        if question in found:
            found[question].open.append(hole)
    for question, name, why in _check_files(folder, only):
        _add(found, question, name, why)
    for question in only or found if grader is not None else ():
        for name, why in _check_variables(grader, question):
            # Where a hole is open, its cells did not run to the end.
            _add(found, question, name, "NotImplementedError" if why and found[question].open else why)
    for id in answered(cells) & set(found):
        found[id].answered = True
    for id, question in found.items():
        question.overtaken = overtaken(cells, id, folder)
    return list(found.values())


_ran: dict[str, float] = {}  # source of each cell that this kernel has run -> when it ran last


def watch(shell: Any) -> None:
    """Note from now on when each cell runs; where a check looks at what an edit has overtaken, say so above it."""
    shell.events.register("pre_run_cell", _note)


def _note(info: Any) -> None:
    source = info.raw_cell.replace("\r\n", "\n").strip()
    if match := _CHECK.search(source):
        for note in overtaken(cells_of(notebook_path(Path())), match[1]):
            print(note)
    _ran[source] = time.time()


def overtaken(cells: list[tuple[str, str]], question: str, folder: Path = Path()) -> list[str]:
    """What to run again: the question's cells that import a file, where that was saved after they ran."""
    changed, here = set(), ""
    for kind, text in cells:
        if heading := HEADING.match(text) if kind != "code" else None:
            here = heading[1]
        if kind == "code" and here == question and (ran := _ran.get(text.strip())):
            files = {folder / f"{name}.py" for name in _IMPORT.findall(text)}
            files = {path for path in files if path.name in FILES and path.is_file()}
            changed |= {path.name for path in files if path.stat().st_mtime > ran}
    return [
        f"{name} was saved after {question}'s cells ran: run them again, this check too." for name in sorted(changed)
    ]


def _check_files(folder: Path, only: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Question, title and message ("" where it passed) of each check in tests/files, in the files about `only`.

    What hangs or ends Python costs its own file's checks alone: the others are run once more without it.
    """
    titles = dict(_titles(folder / "tests" / "files"))
    about = sorted({file for (file, _), (question, _) in titles.items() if not only or question in only})
    checks = [check for check in titles if check[0] in about]
    found, lacking = _run(folder, about) if about else ({}, "")
    if len(about) > 1 and any(check not in found for check in checks):
        for file in about:
            alone, lacking = _run(folder, [file])
            found |= {check: alone.get(check, lacking) for check in checks if check[0] == file}
    for check in checks:
        question, title = titles[check]
        yield question, title, found.get(check, lacking)


def _run(folder: Path, files: Sequence[str]) -> tuple[dict[tuple[str, str], str], str]:
    """(File, function) of each check that ran -> its message, "" where it passed; and why others did not run."""
    tests = {file: folder / "tests" / "files" / f"{file}.py" for file in files}
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "found.xml"
        options = ["-q", "--continue-on-collection-errors", "-p", "no:cacheprovider", "--rootdir", str(folder)]
        command = [sys.executable, "-m", "pytest", *map(str, tests.values()), *options, f"--junit-xml={report}"]
        own = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}  # meant for other tests
        try:
            done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return {}, f"stopped after {_SECONDS} s: does something loop for ever?"
        if not report.is_file():
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:] or [f"exit status {done.returncode}"]
            ended = f"signal {-done.returncode}" if done.returncode < 0 else said[0]
            return {}, f"Python ended before this could be checked: {ended}"
        found = {}
        for case in ElementTree.parse(report).iter("testcase"):
            problem = next((child for child in case if child.tag in ("failure", "error")), None)
            why = "" if problem is None else str(problem.get("message", "it fails")).partition("\n")[0]
            file = str(case.get("classname") or case.get("name")).rpartition(".")[2]
            if case.get("classname"):
                check = file, str(case.get("name")).partition("[")[0]
                found[check] = found.get(check) or re.sub("^(AssertionError|Failed): ", "", why)
            else:  # the file could not even be imported
                why = _last_line(why if problem is None else problem.text or why)
                found |= {check: why for check, _ in _titles(tests[file].parent) if check[0] == file}
    return found, "Python ended before this could be checked: is there an exit() in what it imports?"


def _last_line(traceback: str) -> str:
    """The error itself; where it is in the source, with file and line."""
    lines = [line.removeprefix("E ").strip() for line in traceback.strip().splitlines()]
    place = re.findall(r'File ".*?([^/\\"]+)", line (\d+)$', "\n".join(lines), re.MULTILINE)
    if re.match("(Syntax|Indentation|Tab)Error", lines[-1]) and place:
        return f"{lines[-1]} (line {place[-1][1]} of {place[-1][0]})"
    return lines[-1]


def _titles(folder: Path) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """(File, function) of each check -> its question and title, which its docstring says: "1a. The title"."""
    for path in sorted(folder.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                question, _, title = (ast.get_docstring(node) or f". {node.name}").splitlines()[0].partition(". ")
                yield (path.stem, node.name), (question, title)


def _check_variables(grader: Any, question: str) -> Iterator[tuple[str, str]]:
    """Title and message of each check of the notebook's variables."""
    try:
        results = grader.check(f"q{question}", global_env=variables()).test_case_results
    except Exception as error:  # a check that is not there, or another Otter
        yield f"grader.check of q{question}", f"it could not run: {error}"
        return
    for result in results:
        function = result.test_case.body.test_func
        lines = str(result.message or "").strip().splitlines()
        said = lines[-1].removeprefix("AssertionError: ") if lines else "it fails"
        yield (function.__doc__ or result.test_case.name).splitlines()[0], "" if result.passed else said


def _add(found: dict[str, Question], question: str, name: str, why: str) -> None:
    if question in found:
        if why:
            found[question].failed.append((name, why))
        else:
            found[question].passed.append(name)


if __name__ == "__main__":
    everything(only=sys.argv[1:])
