"""Checks all that is public, at once: `python check.py` in a terminal, or `check.everything(grader)` in the notebook.
`python check.py 1a` shows question 1a alone.

Given, not graded. It looks at the files as they lie on the disk, so save what you edit. The hidden tests that grade you
look further.
"""

from __future__ import annotations

import ast
import json
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

FILES = ("toeplitz.py", "locally_connected.py", "equivariance.py", "models.py")
NOTEBOOK = "CNNPrinciples.ipynb"

_HEADING = re.compile(r"## (\w{0,9}\d\w{0,9})\. (.*)")  # the homework's own: a student's has no number
_OPEN = re.compile(r"raise NotImplementedError\(\s*[\"'](\w+): ([^\"']*)")
_QUESTION = re.compile(r"#{0,6} ?\*\*Question (\w+)\.?\*\*")
_ANSWER = re.compile(r"^#{0,6} ?\*\*Answer (\w+)\.?\*\*\s*", re.MULTILINE)
_PLACEHOLDER = "_Type your answer here._"
_IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
_CHECK = re.compile(r"grader\.check\(.q(\w+).\)")
_SECONDS = 300  # for the checks of the files


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
        for name, why in question.failed if not question.open else []:
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
    for question, hole in [hole for name in FILES for hole in open_holes(folder / name)] + holes_of_the_notebook(cells):
        if question in found:
            found[question].open.append(hole)
    for question, name, why in _check_files(folder, only):
        _add(found, question, name, why)
    for question in only or found if grader is not None else ():
        for name, why in _check_variables(grader, question):
            _add(found, question, name, why)
    for id in answered(cells) & set(found):
        found[id].answered = True
    for id, question in found.items():
        question.overtaken = overtaken(cells, id, folder)
    return list(found.values())


def open_holes(path: Path) -> list[tuple[str, str]]:
    """Question and name of each hole of a file that is not filled yet."""
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return [(question, f"{what.removeprefix('implement ')} in {path.name}") for question, what in _OPEN.findall(text)]


def holes_of_the_notebook(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Question and name of each hole of the notebook that is not filled yet."""
    holes = []
    for kind, text in cells:
        if kind == "code":
            holes += [
                (question, f"{what.removeprefix('implement ')} in the notebook")
                for question, what in _OPEN.findall(text)
            ]
    return holes


def questions_of(cells: list[tuple[str, str]]) -> dict[str, str]:
    """Id and title of each question, in the notebook's order."""
    texts = [text for kind, text in cells if kind != "code"]
    asked = {match[1] for text in texts if (match := _QUESTION.match(text))}
    headings = [match for text in texts if (match := _HEADING.match(text))]
    return {heading[1]: heading[2] for heading in headings if heading[1] in asked}


def notebook_path(folder: Path) -> Path:
    """The notebook in `folder`; or one beside the folder that is newer.

    On a hosted service the notebook lies beside the unpacked zip, and that one is worked in.
    """
    inside, beside = folder / NOTEBOOK, folder.resolve().parent / NOTEBOOK
    if not os.path.isfile(beside):  # also where one may not look there
        return inside
    if os.path.isfile(inside) and inside.stat().st_mtime >= beside.stat().st_mtime:
        return inside
    return beside


def cells_of(path: Path) -> list[tuple[str, str]]:
    """Kind and source of each cell; none where the notebook cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"]).replace("\r\n", "\n")) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        print(f"{path} cannot be read: is it there, and saved?")
        return []


def answered(cells: list[tuple[str, str]]) -> set[str]:
    """The questions with a written answer: text below the question, up to the next heading, or behind "Answer 1a."."""
    found, asked = set(), ""
    for kind, text in cells:
        if kind == "code":
            continue
        if _HEADING.match(text):
            asked = ""
        elif question := _QUESTION.match(text):
            asked, text = question[1], text.partition("\n\n")[2]
        answer = _ANSWER.search(text)
        parts = [(asked, text[: answer.start()]), (answer[1], text[answer.end() :])] if answer else [(asked, text)]
        found |= {id for id, part in parts if part.replace(_PLACEHOLDER, "").strip()}
    return found - {""}


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
        if heading := _HEADING.match(text) if kind != "code" else None:
            here = heading[1]
        if kind == "code" and here == question and (ran := _ran.get(text.strip())):
            files = {folder / f"{name}.py" for name in _IMPORT.findall(text)}
            files = {path for path in files if path.name in FILES and path.is_file()}
            changed |= {path.name for path in files if path.stat().st_mtime > ran}
    return [
        f"{name} was saved after {question}'s cells ran: run them again, this check too." for name in sorted(changed)
    ]


def _check_files(folder: Path, only: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Question, title and message ("" where it passed) of each check in tests/files, in the files about `only`."""
    titles = dict(_titles(folder / "tests" / "files"))
    about = {file for (file, _), (question, _) in titles.items() if not only or question in only}
    if not about:
        return
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "found.xml"
        options = ["-q", "--continue-on-collection-errors", "-p", "no:cacheprovider", "--rootdir", str(folder)]
        paths = [str(folder / "tests" / "files" / f"{file}.py") for file in sorted(about)]
        command = [sys.executable, "-m", "pytest", *paths, *options, f"--junit-xml={report}"]
        own = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}  # meant for other tests
        try:
            done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            print(f"The checks of the files took longer than {_SECONDS} s: does something loop for ever?")
            return
        if not report.is_file():
            print(f"The checks of the files did not run:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
            return
        for case in ElementTree.parse(report).iter("testcase"):
            problems = [child for child in case if child.tag in ("failure", "error")]
            why = str(problems[0].get("message", "it fails")) if problems else ""
            if not case.get("classname"):  # the file could not even be imported
                module = str(case.get("name")).rpartition(".")[2]
                lines = (problems[0].text or why).strip().splitlines() if problems else ["it could not be imported"]
                for (file, _), (question, title) in titles.items():
                    if file == module:
                        yield question, title, lines[-1].removeprefix("E ").strip()
                continue
            module = str(case.get("classname")).rpartition(".")[2]
            function = str(case.get("name")).partition("[")[0]
            question, title = titles.get((module, function), ("", function))
            yield question, title, re.sub("^(AssertionError|Failed): ", "", why.partition("\n")[0])


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


def variables() -> dict[str, Any] | None:
    """The notebook's variables; None outside a notebook."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    return None if shell is None else shell.user_ns


def _add(found: dict[str, Question], question: str, name: str, why: str) -> None:
    if question in found:
        if why:
            found[question].failed.append((name, why))
        else:
            found[question].passed.append(name)


if __name__ == "__main__":
    everything(only=sys.argv[1:])
