"""A submission made in another editor, or on another system, is graded with the same result."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.grading.grade import grade_submission
from autograder.outputs.results import to_gradescope
from autograder.settings import Settings
from autograder.wall.template import Template
from tests.editors import EDITORS


def results(submission: Path, homework: Settings, template: Template) -> dict[str, Any]:
    found = to_gradescope(grade_submission(submission, homework, template=template), homework)
    return {key: found[key] for key in ("score", "output", "tests")}


@pytest.fixture(params=["solved", "with a mistake"])
def submission(request: pytest.FixtureRequest, root: Path, homework: Settings, tmp_path: Path) -> Path:
    """A folder with blanks and umlauts in its path, whose notebook has an answer."""
    folder = tmp_path / "Übung 3 (Kopie)"
    folder.mkdir()
    for path in (root / "dist" / "solution").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    if request.param == "with a mistake":
        source = (folder / "windows.py").read_text()
        assert "/ width" in source
        (folder / "windows.py").write_text(source.replace("/ width", "/ (width + 1)"))
    book = nbformat.read(folder / homework.notebook, as_version=4)
    next(cell for cell in book.cells if cell.source.startswith("**Answer 1.**")).source = "**Answer 1.**\n\nSo."
    nbformat.write(book, folder / homework.notebook)
    return folder


@pytest.mark.parametrize("editor", EDITORS)
def test_what_another_editor_saves_is_graded_alike(
    submission: Path, homework: Settings, starters_template: Template, editor: str
) -> None:
    wanted = results(submission, homework, starters_template)
    path = submission / homework.notebook
    path.write_bytes(EDITORS[editor](nbformat.read(path, as_version=4)))
    if "Windows" in editor:
        for file in homework.files:
            (submission / file).write_bytes(b"\xef\xbb\xbf" + (submission / file).read_bytes().replace(b"\n", b"\r\n"))
    assert results(submission, homework, starters_template) == wanted
    packed = submission.parent / "Übung 3.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in submission.iterdir():
            archive.write(path, path.name)
    assert results(packed, homework, starters_template) == wanted
