"""Runs the checks that students get, so that none is released that fails on the reference or passes on nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from autograder.grading.otter_lane import otter_test_file
from autograder.grading.session import Session
from autograder.grading.titles import titles_in
from autograder.homework import data_folder, support_files
from autograder.reading.submission import read_submission
from autograder.settings import Settings
from autograder.wall.student import Variables
from autograder.wall.template import Template

_ID = re.compile(r"^\w{1,20}\. ")
_SECONDS = 300  # for the checks of all files, which the author wrote


def public_checks(submission: Path, checks: Path, settings: Settings) -> dict[str, str]:
    """Name of each public check -> "", or in a line why it fails on a submission.

    Args:
        submission: a folder.
        checks: the folder tests/ that students get: q*.py for the notebook, files/test_*.py for the files.
    """
    return {**_of_the_files(submission, checks, settings), **_of_the_notebook(submission, checks, settings)}


def titles_of_checks(checks: Path) -> set[str]:
    """The titles of all public checks: the first line of the docstring, without a question's id; or else the name."""
    files = [*checks.glob("q*.py"), *checks.glob("files/test_*.py")]
    return {_ID.sub("", title) for path in files for title in titles_in(path).values()}


def _of_the_files(submission: Path, checks: Path, settings: Settings) -> dict[str, str]:
    if not (checks / "files").is_dir():
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in settings.files:
            shutil.copy(submission / file, folder)
        for file, content in support_files(settings).items():
            (folder / file).write_bytes(content)
        if data_folder(settings).is_dir():
            shutil.copytree(data_folder(settings), folder / "data")
        shutil.copytree(checks / "files", folder / "tests" / "files")
        options = ["-q", "--rootdir", name, "-p", "no:cacheprovider", "--junit-xml", str(folder / "found.xml")]
        command = [sys.executable, "-m", "pytest", "tests/files", *options]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS)
        if not (folder / "found.xml").is_file():
            return {"tests/files": done.stdout[-2000:] + done.stderr[-2000:]}
        return dict(_found(folder / "found.xml"))


def _found(path: Path) -> list[tuple[str, str]]:
    found = []
    for case in ElementTree.parse(path).iter("testcase"):
        problems = [child.get("message", child.tag) for child in case if child.tag in ("failure", "error", "skipped")]
        found.append(
            (f"{case.get('classname')}.{case.get('name')}", " ".join(problems).splitlines()[0] if problems else "")
        )
    return found


def _of_the_notebook(submission: Path, checks: Path, settings: Settings) -> dict[str, str]:
    files = {path.stem.removeprefix("q"): otter_test_file(path) for path in sorted(checks.glob("q*.py"))}
    found: dict[str, str] = {}
    with Template.of(settings) as template:
        session = Session(read_submission(submission, settings), settings, template)
        run = session.run_notebook(session.submission.notebook, settings.limits.notebook_seconds, session.hung)
        try:
            for question, kernel in run.questions():
                if question in files and kernel is not None:
                    files[question].run(Variables(kernel))
                    for result in files[question].test_case_results:
                        said = str(result.message or "").strip().splitlines()
                        name = f"q{question}: {result.test_case.name}"
                        found[name] = "" if result.passed else (said[-1] if said else "it fails")
        finally:
            run.close()
    return found
