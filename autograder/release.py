"""From the master in solutions/ to everything else: assignment/, the hidden Otter tests and dist/.

All or nothing, and the same bytes for the same input. Nothing is replaced unless the regenerated reference scores
every point and the untouched stubs score none, through the real grader.
"""

from __future__ import annotations

import contextlib
import filecmp
import io
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from rich.console import Console

from autograder.config import ConfigError, Settings, load_settings
from autograder.markup import MarkupError, check_marks, check_notebook_marks, solved, stub
from autograder.outcomes import Grade

MASTER_NOTEBOOK = "CNNPrinciples.py"
_COMMITTED = ("assignment", "autograder/hidden/otter", "autograder/support")
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)  # zips hold a date for every file; a fixed one keeps their bytes the same
_QUESTION = re.compile(r"^# # BEGIN QUESTION\s*$")
_TEST = re.compile(r"^def (test_\w+)\(")
_NAME = re.compile(r"^# name:\s*q?(\S+)\s*$")

console = Console(stderr=True)


class ReleaseError(Exception):
    """Nothing was replaced; the message says why."""


def release(
    root: Path, *, check: bool = False, grade: Callable[..., Grade] | None = None, settings: Settings | None = None
) -> None:
    """Regenerate everything from root/solutions.

    Args:
        root: the repository.
        check: only compare what is committed with what would be generated.
        grade: grades a submission folder; grade_submission by default.

    Raises:
        ReleaseError: the master has a mistake (with file and line), the reference or the stubs do not score what they
            should, or with `check` something committed is stale.
    """
    if grade is None:
        from autograder.grade import grade_submission

        grade = grade_submission
    settings = settings or load_settings()
    with tempfile.TemporaryDirectory(dir=root, prefix=".release-") as name:
        built = Path(name)
        with console.status("Generating ..."):
            try:
                build(root, built, settings)
            except (MarkupError, ConfigError) as error:
                raise ReleaseError(str(error)) from error
        if check:
            stale = [path for part in _COMMITTED for path in _differences(root / part, built / part, root)]
            if stale:
                raise ReleaseError("not current, run `make release`: " + ", ".join(sorted(stale)))
            console.print("What is committed is current.")
            return
        _prove(built, settings, grade)
        _replace(root, built)
    if settings.warning:
        console.print(f"Warning: {settings.warning}.")
    console.print("Released: assignment/, hidden Otter tests, dist/.")


def build(root: Path, out: Path, settings: Settings) -> None:
    """Generate everything below `out`, as it is to lie below `root`.

    Raises:
        MarkupError, ConfigError: a mistake in the master, with file and line.
    """
    solutions = root / "solutions"
    assignment, solution, otter = out / "assignment", out / "dist/solution", out / "autograder/hidden/otter"
    support = out / "autograder/support"
    for folder in (assignment / "tests", assignment / "data", solution, otter, support):
        folder.mkdir(parents=True)
    for name in settings.files:
        path = solutions / name
        text = path.read_text(encoding="utf-8")
        check_marks(text, path.relative_to(root))
        (assignment / name).write_text(stub(text), encoding="utf-8")
        (solution / name).write_text(solved(text), encoding="utf-8")
    for folder in (assignment, support):
        shutil.copy(solutions / "lab.py", folder / "lab.py")
    for name in ("README.md", "requirements.txt"):
        shutil.copy(solutions / name, assignment / name)
    shutil.copytree(
        solutions / "tests" / "files", assignment / "tests" / "files", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(root / "autograder" / "data" / "subset.npz", assignment / "data" / "subset.npz")
    _notebook(solutions / MASTER_NOTEBOOK, root, settings, assignment, solution, otter)
    _zip(assignment, out / "dist" / "assignment.zip")
    with tempfile.TemporaryDirectory() as name:
        upload = Path(name)
        shutil.copytree(root / "autograder", upload / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(out / "autograder", upload / "autograder", dirs_exist_ok=True)
        for file in ("pyproject.toml", "requirements.lock", "README.md", "LICENSE"):
            shutil.copy(root / file, upload / file)
        for file in ("setup.sh", "run_autograder"):
            shutil.copy(upload / "autograder" / "gradescope" / file, upload / file)
        _zip(upload, out / "dist" / "autograder.zip")


def _notebook(master: Path, root: Path, settings: Settings, assignment: Path, solution: Path, otter: Path) -> None:
    """Run Otter Assign on the master notebook and sort what comes out."""
    from otter.assign import main as otter_assign

    text = master.read_text(encoding="utf-8")
    check_notebook_marks(text, master.relative_to(root))
    check_questions(text, master.relative_to(root), settings)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        master_copy = folder / settings.notebook
        nbformat.write(jupytext.reads(text, fmt="py:percent"), master_copy)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                otter_assign(str(master_copy), str(folder / "out"), no_pdfs=True, no_run_tests=True)
            except Exception as error:  # of a kind of its own, or an AssertionError
                raise MarkupError(f"{master.relative_to(root)}: Otter Assign refuses it: {error}") from error
        made = folder / "out"
        student = nbformat.read(made / "student" / settings.notebook, as_version=4)
        reference = nbformat.read(made / "autograder" / settings.notebook, as_version=4)
        for source, target in [("student", assignment / "tests"), ("autograder", otter)]:
            for test in (made / source / "tests").glob("q*.py"):
                (target / test.name).write_text(_tidy(test.read_text(encoding="utf-8")), encoding="utf-8")
    for cell in reference.cells:
        if cell.cell_type == "code":
            cell.source = solved(cell.source).rstrip("\n")
    answers = model_answers((root / "solutions" / "rubric.md").read_text(encoding="utf-8"))
    for cell in reference.cells:
        if cell.cell_type == "markdown" and (match := re.match(r"\*\*Answer (\w+)\.\*\*", cell.source)):
            cell.source = f"{match[0]}\n\n{answers.get(match[1], '')}".rstrip()
    _write_notebook(student, assignment / settings.notebook)
    _write_notebook(reference, solution / settings.notebook)


def check_questions(text: str, path: Path, settings: Settings) -> None:
    """Check that the master notebook's questions are those of assignment.toml, each once, and its tests' names unlike.

    Raises:
        MarkupError: with `path` and the line.
    """
    seen: dict[str, int] = {}
    tests: dict[str, int] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if test := _TEST.match(line):
            if test[1] in tests:  # Otter would drop the first, silently
                raise MarkupError(f"{path}:{number}: {test[1]} stands on line {tests[test[1]]} already")
            tests[test[1]] = number
        if not _QUESTION.match(line):
            continue
        name = _NAME.match(lines[number]) if number < len(lines) else None
        if name is None:
            raise MarkupError(f"{path}:{number}: a question needs a line `# name: q...` next")
        id = name[1]
        if id in seen:
            raise MarkupError(f"{path}:{number + 1}: question {id} stands on line {seen[id]} already")
        if id not in settings.questions:
            raise MarkupError(
                f"{path}:{number + 1}: question {id} has no points; add [questions.{id}] to autograder/assignment.toml"
            )
        seen[id] = number + 1
    missing = [id for id in settings.questions if id not in seen]
    if missing:
        raise MarkupError(f"{path}:{len(lines)}: no question block for {', '.join(missing)} of assignment.toml")


def model_answers(rubric: str) -> dict[str, str]:
    """Question id -> the rubric's model answer: what stands below "## 1a. ..." and above the list of grades."""
    sections = re.findall(r"^## (\w+)\.[^\n]*\n(.*?)^- \*\*Full", rubric, flags=re.MULTILINE | re.DOTALL)
    return {id: text.strip() for id, text in sections}


def _tidy(test: str) -> str:
    """Otter's test file, without the blanks that its template leaves."""
    return "\n".join(line.rstrip() for line in test.splitlines()).strip("\n") + "\n"


def _write_notebook(notebook: nbformat.NotebookNode, path: Path) -> None:
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:03d}"
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.validate(notebook)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def _zip(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _ZIP_DATE)
            entry.external_attr = (0o755 if file.name in ("setup.sh", "run_autograder") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())


def _prove(built: Path, settings: Settings, grade: Callable[..., Grade]) -> None:
    """Refuse unless the reference has every point and the stubs have none."""
    arguments: dict[str, Any] = {
        "otter_tests": built / "autograder/hidden/otter",
        "lab": built / "autograder/support/lab.py",
    }
    for what, folder, wanted in [
        ("the reference", built / "dist/solution", settings.points),
        ("the untouched stubs", built / "assignment", 0.0),
    ]:
        with console.status(f"Grading {what} ..."):
            result = grade(folder, settings, **arguments)
        if result.failed_to_run or result.score != wanted:
            unexpected = [
                f"  {outcome.question} {outcome.test}: {outcome.status} {outcome.seen}\n{outcome.staff}"
                for outcome in result.outcomes
                if outcome.status == "could not run" or (outcome.status == "passed") != (wanted > 0)
            ]
            listed = "\n".join([*unexpected, *result.notes])
            raise ReleaseError(f"{what} must score {wanted:g}, got {result.score:g}; nothing was replaced.\n{listed}")


def _replace(root: Path, built: Path) -> None:
    """Swap the new folders in; if that fails or is interrupted, swap back."""
    parts = [(root / part, built / part, built / "replaced" / part) for part in (*_COMMITTED, "dist")]
    try:
        for target, new, kept in parts:
            kept.parent.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                os.rename(target, kept)
            os.rename(new, target)
    except BaseException as error:
        for target, new, kept in reversed(parts):  # what lies where says how far it came
            if target.exists() and not new.exists():
                os.rename(target, new)
            if kept.exists():
                os.rename(kept, target)
        if isinstance(error, OSError):
            raise ReleaseError(f"nothing was replaced: {error}") from error
        raise


def _differences(old: Path, new: Path, root: Path) -> list[str]:
    """Paths of files that stand in one folder only, or differ."""

    def files(folder: Path) -> set[Path]:
        return {
            file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts
        }

    names = files(old) | files(new)
    return [
        (old / name).relative_to(root).as_posix()
        for name in names
        if not (
            (old / name).is_file() and (new / name).is_file() and filecmp.cmp(old / name, new / name, shallow=False)
        )
    ]
