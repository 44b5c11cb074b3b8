"""The release: all or nothing, the same bytes, and only if reference and stubs score what they should."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.authoring.release import _replace, release
from autograder.errors import ConfigError, ReleaseError
from autograder.grading.outcomes import Grade, Outcome
from autograder.settings import PACKAGE, Settings, load_settings

PARTS = ("assignment", "solutions/hidden/otter", "dist")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of what a release reads and replaces."""
    shutil.copytree(PACKAGE.parent / "solutions", tmp_path / "solutions", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def settings_of(root: Path) -> Settings:
    return load_settings(root / "solutions")


def scores(reference: float, stubs: float) -> Callable[..., Grade]:
    """A grader that has its mind made up."""

    def grade(folder: Path, settings: Settings, **_: object) -> Grade:
        score = reference if folder.name == "solution" else stubs
        points = settings.points
        return Grade(
            (
                Outcome("1a", "earned", "", score, "passed"),
                Outcome("1a", "lost", "", points - score, "failed"),
            )
        )

    return grade


def checks(on_reference: str = "", on_stubs: str = "it fails") -> Callable[..., dict[str, str]]:
    """A public check that says this of the reference and of the stubs."""
    return lambda folder, *_: {"one": on_reference if folder.name == "solution" else on_stubs}


def digest(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_master_gives_the_same_bytes(root: Path, settings: Settings) -> None:
    release(settings_of(root), grade=scores(100, 0), run_checks=checks())
    first = digest(root)
    shutil.rmtree(root / "assignment")
    release(settings_of(root), grade=scores(100, 0), run_checks=checks())
    assert digest(root) == first
    release(settings_of(root), check=True)


@pytest.mark.parametrize(("reference", "stubs", "said"), [(98, 0, "the reference"), (100, 2, "the untouched stubs")])
def test_nothing_is_replaced_unless_reference_and_stubs_score_what_they_should(
    root: Path, settings: Settings, reference: float, stubs: float, said: str
) -> None:
    before = digest(root)
    with pytest.raises(ReleaseError, match=said):
        release(settings_of(root), grade=scores(reference, stubs), run_checks=checks())
    assert digest(root) == before


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("one fails on the reference: no", {"on_reference": "no"}),
        ("one passes on the untouched stubs", {"on_stubs": ""}),
    ],
)
def test_nothing_is_replaced_where_a_public_check_says_the_wrong_thing(
    root: Path, said: str, found: dict[str, str]
) -> None:
    before = digest(root)
    with pytest.raises(ReleaseError, match=said):
        release(settings_of(root), grade=scores(100, 0), run_checks=checks(**found))
    assert digest(root) == before


@pytest.mark.parametrize("fault", [OSError("disk full"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("rename", range(1, 6))
def test_a_swap_that_fails_or_is_interrupted_anywhere_changes_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rename: int, fault: BaseException
) -> None:
    root, built = tmp_path / "root", tmp_path / "built"
    for part in PARTS:
        for folder, text in ((root, "old"), (built, "new")):
            (folder / part).mkdir(parents=True)
            (folder / part / "file").write_text(text)
    shutil.rmtree(root / "assignment")  # as before the first release
    before, real, calls = digest(root), os.rename, []

    def faulty(old: Path, new: Path) -> None:
        calls.append(old)
        if len(calls) == rename:
            raise fault
        real(old, new)

    monkeypatch.setattr(os, "rename", faulty)
    with pytest.raises((ReleaseError, KeyboardInterrupt)):
        _replace(replace(settings, folder=root / "solutions"), built)
    assert digest(root) == before


def test_check_names_what_is_stale(root: Path, settings: Settings) -> None:
    release(settings_of(root), grade=scores(100, 0), run_checks=checks())
    (root / "assignment/toeplitz.py").write_text("edited by hand")
    (root / "assignment/more.py").touch()
    before = digest(root)
    with pytest.raises(ReleaseError, match=r"assignment/more\.py, assignment/toeplitz\.py"):
        release(settings_of(root), check=True)
    assert digest(root) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("toeplitz.py", "    # END SOLUTION\n", "", r"solutions/toeplitz\.py:\d+: BEGIN"),
        (
            "CNNPrinciples.py",
            "# name: q1b",
            "# name: q1a",
            r"solutions/CNNPrinciples\.py:\d+: question 1a stands on line",
        ),
        (
            "CNNPrinciples.py",
            "# name: q1b",
            "# name: q7x",
            r"solutions/CNNPrinciples\.py:\d+: question 7x has no points",
        ),
        (
            "CNNPrinciples.py",
            "# # END SOLUTION\n",
            "",
            r"solutions/CNNPrinciples\.py:\d+: BEGIN TESTS inside the SOLUTION",
        ),
        (
            "CNNPrinciples.py",
            "def test_q1b_public_counts_are_in_order",
            "def test_q1a_public_matrix_and_conv1d_agree",
            r"solutions/CNNPrinciples\.py:\d+: test_q1a_public_matrix_and_conv1d_agree stands on line",
        ),
        (
            "CNNPrinciples.py",
            "## 1b. How many weights are free?",
            "## 1b. How many?",
            r"solutions/CNNPrinciples\.py:\d+: the heading 'How many\?' is 'How many weights are free\?' in assignment",
        ),
        (
            "CNNPrinciples.py",
            "# **Question 1b.** ",
            "# **Question 1b.** First.\n#\n# ",
            r"solutions/CNNPrinciples\.py:\d+: a question is one paragraph",
        ),
    ],
)
def test_a_mistake_in_the_master_is_named_with_file_and_line(
    root: Path, settings: Settings, file: str, old: str, new: str, said: str
) -> None:
    path = root / "solutions" / file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ReleaseError, match=said):
        release(settings_of(root), check=True)


def test_a_question_without_points_is_named(tmp_path: Path) -> None:
    path = tmp_path / "assignment.toml"
    path.write_text((PACKAGE.parent / "solutions/assignment.toml").read_text().replace("points = 6\n", ""))
    with pytest.raises(ConfigError, match=r"questions\.1b\.points is missing"):
        load_settings(path)
    path.write_text((PACKAGE.parent / "solutions/assignment.toml").read_text().replace("points = 6\n", "points = 7\n"))
    with pytest.raises(ConfigError, match=r"questions\.1b\.points: 7 are stated, and its tests add up to 6"):
        load_settings(path)


def test_points_that_binary_numbers_cannot_hold_add_up(tmp_path: Path) -> None:
    path = tmp_path / "assignment.toml"
    text = (PACKAGE.parent / "solutions/assignment.toml").read_text().replace("points = 6\n", "points = 0.6\n")
    for test in ("test_worksheet_weight_counts", "test_dense_and_convolution_counts"):
        text = text.replace(f"{test} = 2", f"{test} = 0.1")
    path.write_text(text.replace("test_locally_connected_count = 2", "test_locally_connected_count = 0.4"))
    assert load_settings(path).questions["1b"].points == 0.6 != 0.1 + 0.1 + 0.4


def test_two_tests_of_a_question_with_one_title_are_refused(root: Path) -> None:
    path = root / "solutions" / "hidden" / "test_toeplitz.py"
    text = path.read_text()
    title = "The matrix has the dtype of the kernel."
    assert title in text
    path.write_text(text.replace("Gradients flow from the matrix back to the kernel.", title))
    with pytest.raises(ReleaseError, match=r"test_matrix_keeps_dtype and .* have the same title"):
        release(settings_of(root), check=True)


def test_the_students_notebook_has_holes_and_no_solution_and_no_hidden_test(root: Path, settings: Settings) -> None:
    release(settings_of(root), grade=scores(100, 0), run_checks=checks())
    notebook = nbformat.read(root / "assignment/CNNPrinciples.ipynb", as_version=4)
    nbformat.validate(notebook)
    source = "\n".join(cell.source for cell in notebook.cells)
    assert "TODO(2c)" in source
    assert 'raise NotImplementedError("2c: the three lines")' in source and "margin = 3" not in source
    assert "SOLUTION" not in source
    assert source.count("grader.check(") == len(settings.questions)
    tests = "\n".join(file.read_text() for file in (root / "assignment/tests").glob("*.py"))
    assert "hidden=True" not in tests
    assert "hidden=True" in (root / "solutions/hidden/otter/q2c.py").read_text()
    for name in settings.files:
        stub = (root / "assignment" / name).read_text()
        assert "NotImplementedError" in stub
        assert "SOLUTION" not in stub
        compile(stub, name, "exec")
