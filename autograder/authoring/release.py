"""From the homework's folder, the master, to everything else: assignment/, the hidden Otter tests and dist/.

All or nothing, and the same bytes for the same input. Nothing is replaced unless the regenerated reference scores
every point and the untouched stubs score none, through the real grader.
"""

from __future__ import annotations

import contextlib
import filecmp
import io
import itertools
import json
import math
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jupytext
import nbformat
from rich.console import Console

from autograder.authoring.markup import check_marks, check_notebook_marks, solved, stub
from autograder.authoring.public_checks import public_checks, titles_of_checks
from autograder.errors import ConfigError, MarkupError, ReleaseError
from autograder.grading.grade import grade_submission
from autograder.grading.outcomes import Grade
from autograder.grading.titles import titles
from autograder.homework import otter_folder
from autograder.settings import FILE, PACKAGE, Settings

_NOT_FOR_STUDENTS = ("__pycache__", "hidden", "inside", "rubric.md", FILE)
_ENGINE = ("pyproject.toml", "requirements.lock", "README.md", "LICENSE", "Dockerfile")  # what sets an upload up
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)  # zips hold a date for every file; a fixed one keeps their bytes the same
_QUESTION = re.compile(r"^# # BEGIN QUESTION\s*$")
_TEST = re.compile(r"^def (test_\w+)\(")
_HEADING = re.compile(r"^# ## (\w+)\. (.*)")
_ASKED = re.compile(r"^# \*\*Question \w+\.?\*\*")
_NAME = re.compile(r"^# name:\s*q?(\S+)\s*$")

console = Console(stderr=True)


def release(
    settings: Settings,
    *,
    check: bool = False,
    grade: Callable[..., Grade] = grade_submission,
    run_checks: Callable[..., dict[str, str]] = public_checks,
) -> None:
    """Regenerate everything from the homework.

    Args:
        settings: of the homework; assignment/ and dist/ are written beside its folder.
        check: only compare what is there with what would be generated.
        grade: grades a submission folder.
        run_checks: runs what students check themselves with.

    Raises:
        ReleaseError: the master has a mistake (with file and line), a public check fails on the reference or passes on
            what students get, the reference or the stubs do not score what they should, or with `check` something is
            stale.
    """
    root = settings.folder.parent
    with tempfile.TemporaryDirectory(dir=root, prefix=".release-") as name:
        built = Path(name)
        with console.status("Generating ..."):
            try:
                build(settings, built)
            except (MarkupError, ConfigError) as error:
                raise ReleaseError(str(error)) from error
        if check:
            stale = [path for old, new in _committed(settings, built) for path in _differences(old, new, root)]
            if stale:
                raise ReleaseError("not current, run `autograder release`: " + ", ".join(sorted(stale)))
            console.print("What is committed is current.")
            return
        _prove(built, _built(settings, built), grade)
        _prove_checks(built, _built(settings, built), run_checks)
        _replace(settings, built)
    if settings.warning:
        console.print(f"Warning: {settings.warning}.")
    console.print("Released: assignment/, hidden Otter tests, dist/.")


def build(settings: Settings, out: Path) -> None:
    """Generate everything below `out`, as it is to lie beside the homework, and a copy of the homework.

    Raises:
        MarkupError, ConfigError: a mistake in the master, with file and line.
    """
    homework = settings.folder
    assignment, solution, copy = out / "assignment", out / "dist/solution", out / homework.name
    solution.mkdir(parents=True)
    shutil.copytree(homework, copy, ignore=shutil.ignore_patterns("__pycache__", "samples", "otter"))
    otter = otter_folder(_built(settings, out))
    master = settings.notebook.removesuffix(".ipynb") + ".py"
    shutil.copytree(homework, assignment, ignore=shutil.ignore_patterns(*_NOT_FOR_STUDENTS, master))
    for name in settings.files:
        path = homework / name
        text = path.read_text(encoding="utf-8")
        check_marks(text, path.relative_to(homework.parent))
        (assignment / name).write_text(stub(text), encoding="utf-8")
        (solution / name).write_text(solved(text), encoding="utf-8")
    _notebook(homework / master, settings, assignment, solution, otter)
    _check_titles(_built(settings, out))
    checks = titles_of_checks(assignment / "tests")
    for test, title in settings.nearest.items():
        if title not in checks:
            raise ConfigError(f"{homework / FILE}: nearest.{test}: no public check has the title {title!r}")
    _zip(assignment, out / "dist" / "assignment.zip", top="assignment/")
    with tempfile.TemporaryDirectory() as name:
        upload = Path(name)
        shutil.copytree(PACKAGE, upload / "autograder", ignore=shutil.ignore_patterns("__pycache__", "authoring"))
        shutil.copytree(copy, upload / "solutions")
        for file in _ENGINE:
            shutil.copy(engine_file(file), upload / file)
        for file in ("setup.sh", "run_autograder"):
            shutil.copy(upload / "autograder" / "gradescope" / file, upload / file)
        _zip(upload, out / "dist" / "autograder.zip")


def _check_titles(settings: Settings) -> None:
    """Check that no two tests of a question have the same title: results and reports tell tests apart by it.

    Raises:
        ConfigError: with the question, the title and both tests.
    """
    known = titles(settings)
    for question in settings.questions.values():
        seen: dict[str, str] = {}
        for test in question.tests:
            title = known.get(test, test)
            if title in seen:
                raise ConfigError(f"question {question.id}: {seen[title]} and {test} have the same title, {title!r}")
            seen[title] = test


def _built(settings: Settings, out: Path) -> Settings:
    """The homework's copy below `out`."""
    return replace(settings, folder=out / settings.folder.name)


def engine_file(name: str) -> Path:
    """A file that sets the engine up: from its checkout, or where a wheel has it."""
    beside = PACKAGE.parent / name
    return beside if (PACKAGE.parent / "pyproject.toml").is_file() else PACKAGE / "gradescope" / name


def _committed(settings: Settings, built: Path) -> list[tuple[Path, Path]]:
    """What is generated and committed: where it lies, and where the new one was built."""
    return [
        (settings.folder.parent / "assignment", built / "assignment"),
        (otter_folder(settings), otter_folder(_built(settings, built))),
    ]


def _notebook(master: Path, settings: Settings, assignment: Path, solution: Path, otter: Path) -> None:
    """Run Otter Assign on the master notebook and sort what comes out."""
    from otter.assign import main as otter_assign

    text, shown = master.read_text(encoding="utf-8"), master.relative_to(settings.folder.parent)
    check_notebook_marks(text, shown)
    check_questions(text, shown, settings)
    otter.mkdir(parents=True)
    (assignment / "tests").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        master_copy = folder / settings.notebook
        nbformat.write(jupytext.reads(text, fmt="py:percent"), master_copy)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                otter_assign(str(master_copy), str(folder / "out"), no_pdfs=True, no_run_tests=True)
            except Exception as error:  # of a kind of its own, or an AssertionError
                raise MarkupError(f"{shown}: Otter Assign refuses it: {error}") from error
        made = folder / "out"
        student = nbformat.read(made / "student" / settings.notebook, as_version=4)
        reference = nbformat.read(made / "autograder" / settings.notebook, as_version=4)
        for source, target in [("student", assignment / "tests"), ("autograder", otter)]:
            for test in (made / source / "tests").glob("q*.py"):
                (target / test.name).write_text(_tidy(test.read_text(encoding="utf-8")), encoding="utf-8")
    for cell in reference.cells:
        if cell.cell_type == "code":
            cell.source = solved(cell.source).rstrip("\n")
    rubric = settings.folder / "rubric.md"
    answers = model_answers(rubric.read_text(encoding="utf-8")) if rubric.is_file() else {}
    for cell in reference.cells:
        if cell.cell_type == "markdown" and (match := re.match(r"\*\*Answer (\w+)\.\*\*", cell.source)):
            cell.source = f"{match[0]}\n\n{answers.get(match[1], '')}".rstrip()
    _write_notebook(student, assignment / settings.notebook)
    _write_notebook(reference, solution / settings.notebook)


def check_questions(text: str, path: Path, settings: Settings) -> None:
    """Check that the master notebook's questions are those of assignment.toml, each once, and its tests' names unlike.

    The titles are the same in both, and what is asked in words is one paragraph, so that an answer below it is found.

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
        if (heading := _HEADING.match(line)) and heading[1] in settings.questions:
            title = settings.questions[heading[1]].title
            if heading[2] != title:  # students meet both: one in the notebook, one in feedback
                raise MarkupError(f"{path}:{number}: the heading {heading[2]!r} is {title!r} in {FILE}")
        if _ASKED.match(line):
            cell = itertools.takewhile(lambda one: not one.startswith("# %%"), lines[number - 1 :])
            if "\n\n" in "\n".join(one.removeprefix("#").strip() for one in cell).strip():
                raise MarkupError(f"{path}:{number}: a question is one paragraph; what comes below it is an answer")
        if not _QUESTION.match(line):
            continue
        name = _NAME.match(lines[number]) if number < len(lines) else None
        if name is None:
            raise MarkupError(f"{path}:{number}: a question needs a line `# name: q...` next")
        id = name[1]
        if id in seen:
            raise MarkupError(f"{path}:{number + 1}: question {id} stands on line {seen[id]} already")
        if id not in settings.questions:
            raise MarkupError(f"{path}:{number + 1}: question {id} has no points; add [questions.{id}] to {FILE}")
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


def _zip(folder: Path, path: Path, top: str = "") -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(top + file.relative_to(folder).as_posix(), _ZIP_DATE)
            entry.external_attr = (0o755 if file.name in ("setup.sh", "torch.sh", "run_autograder") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())


def _prove(built: Path, settings: Settings, grade: Callable[..., Grade]) -> None:
    """Refuse unless the reference has every point, and the untouched stubs have none."""
    for what, folder, wanted in [
        ("the reference", built / "dist/solution", settings.points),
        ("the untouched stubs", built / "assignment", 0.0),
    ]:
        with console.status(f"Grading {what} ..."):
            result = grade(folder, settings)
        if result.failed_to_run or not math.isclose(result.score, wanted):
            unexpected = [
                f"  {outcome.question} {outcome.test}: {outcome.status} {outcome.seen}\n{outcome.staff}"
                for outcome in result.outcomes
                if outcome.status == "could not run" or (outcome.status == "passed") != (wanted > 0)
            ]
            listed = "\n".join([*unexpected, *result.notes])
            raise ReleaseError(f"{what} must score {wanted:g}, got {result.score:g}; nothing was replaced.\n{listed}")


def _prove_checks(built: Path, settings: Settings, run_checks: Callable[..., dict[str, str]]) -> None:
    """Refuse unless every check that students get passes on the reference, and none does on the untouched stubs."""
    folder = built / "assignment"
    with console.status("Running the public checks ..."):
        on_reference = run_checks(built / "dist/solution", folder / "tests", settings)
        on_stubs = run_checks(folder, folder / "tests", settings)
    slips = [f"  {name} fails on the reference: {why}" for name, why in on_reference.items() if why]
    slips += [f"  {name} passes on the untouched stubs" for name, why in on_stubs.items() if not why]
    if slips:
        listed = "\n".join(slips)
        raise ReleaseError(f"a public check must pass on the reference alone; nothing was replaced.\n{listed}")


def _replace(settings: Settings, built: Path) -> None:
    """Swap the new folders in; if that fails or is interrupted, swap back."""
    root = settings.folder.parent
    swapped = [*_committed(settings, built), (root / "dist", built / "dist")]
    parts = [(target, new, built / "replaced" / str(number)) for number, (target, new) in enumerate(swapped)]
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
