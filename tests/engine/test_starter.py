"""A homework's whole life on the starter: made, released, graded, proven, batched, packed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from autograder.authoring.new import write_starter
from autograder.authoring.proof import prove
from autograder.authoring.proof.examine import Finding
from autograder.authoring.proof.samples import Sample
from autograder.cli import main
from autograder.errors import AuthoringError, ConfigError
from autograder.grading.grade import grade_submission
from autograder.homework import VARIABLE, find_homework, load_homework, use
from autograder.settings import Settings, load_settings
from autograder.wall.template import Template


def command(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)], cwd=cwd, capture_output=True, text=True
    )


def test_a_new_homework_releases_grades_and_batches_where_no_checkout_is_near(tmp_path: Path) -> None:
    assert command("new", "first", cwd=tmp_path).returncode == 0
    folder = tmp_path / "first"
    released = command("release", cwd=folder)
    assert released.returncode == 0, released.stderr
    assert command("release", "--check", cwd=folder).returncode == 0
    for submission, score in [("dist/solution", 8), ("assignment", 0), ("dist/assignment.zip", 0)]:
        assert command("grade", submission, "--out", "out", cwd=folder).returncode == 0
        assert json.loads((folder / "out" / "results.json").read_text())["score"] == score
    (folder / "all").mkdir()
    shutil.copytree(folder / "dist" / "solution", folder / "all" / "ada")
    shutil.copytree(folder / "assignment", folder / "all" / "bob")
    batched = command("batch", "all", "--out", "results", "--workers", "1", cwd=folder)
    assert batched.returncode == 0, batched.stderr
    assert "ada" in (folder / "results" / "grades.csv").read_text()


def test_the_upload_carries_engine_and_homework_and_none_of_the_authors_tools(root: Path) -> None:
    with zipfile.ZipFile(root / "dist" / "autograder.zip") as archive:
        names = archive.namelist()
    assert {"setup.sh", "run_autograder", "pyproject.toml", "solutions/assignment.toml"} <= set(names)
    assert "solutions/hidden/otter/q1.py" in names and "autograder/cli.py" in names
    assert [name for name in names if "authoring" in name or "samples" in name] == []


def test_what_students_get_has_nothing_hidden(root: Path) -> None:
    names = {path.relative_to(root / "assignment").as_posix() for path in (root / "assignment").rglob("*")}
    assert names == {
        *("README.md", "Windows.ipynb", "requirements.txt", "windows.py", "tests", "tests/q1.py", "tests/files"),
        "tests/files/test_windows.py",
    }


def test_options_for_the_tests_of_somebodys_own_change_no_grading(
    homework: Settings, root: Path, starters_template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--exitfirst --no-such-option")
    assert grade_submission(root / "dist" / "solution", homework, template=starters_template).score == 8


def test_its_graders_are_proven(homework: Settings) -> None:
    proof = prove(homework, workers=2)
    assert proof.failures == []
    assert len(proof.findings) == 6


def test_what_is_proven_already_is_graded_again_only_where_something_has_changed(
    homework: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(shutil.copytree(homework.folder, tmp_path / "solutions"))
    use(settings)
    graded: list[str] = []

    def examine_all(todo: list[Sample], pool: ProcessPoolExecutor, console: Console) -> Iterator[Finding]:
        for sample in todo:
            graded.append(sample.name)
            problems = ("not as it must be",) if sample.name in bad else ()
            yield Finding(sample, ("test_window_count",), frozenset({"1"}), frozenset(), True, problems, 1.5)

    def graded_by(**options: Any) -> list[str]:
        graded.clear()
        nonlocal found
        found = prove(load_settings(settings.folder), keep=True, **options)
        return graded

    monkeypatch.setattr("autograder.authoring.proof._examine_all", examine_all)
    bad = {"windows/with_zip"}
    found = first = prove(settings, keep=True)
    assert len(graded) == 6
    assert graded_by() == ["windows/with_zip"] and found.markdown() == first.markdown()
    bad.clear()
    graded_by()
    assert graded_by() == []
    sample = next((settings.folder / "hidden" / "samples" / "right").glob("*/*.py"))
    sample.write_text(sample.read_text() + "\n# Another.\n")
    assert graded_by() == [f"windows/{sample.stem}"]
    assert len(graded_by(again=0.6)) == 4 and len(graded_by(again=1)) == 6
    test = settings.folder / "hidden" / "test_windows.py"
    test.write_text(test.read_text() + "\n# Another.\n")
    assert len(graded_by()) == 6
    monkeypatch.setattr("autograder.authoring.proof.proven.version", lambda name: "99")
    assert len(graded_by()) == 6
    attack = settings.folder / "hidden" / "samples" / "attacks" / "files" / "nothing.py"
    attack.parent.mkdir(parents=True)
    attack.write_text("from honest import *\n")
    assert graded_by() == ["files/nothing"] and graded_by() == []
    with monkeypatch.context() as patch:
        patch.setattr("os.geteuid", lambda: 4711)
        assert graded_by() == ["files/nothing"]  # what an attack can do depends on the grader's rights
    assert graded_by() == []  # and what was found with others is kept beside it
    bad.add("files/nothing")
    assert "files/nothing" in graded_by(again=1)
    bad.clear()
    assert graded_by() == ["files/nothing"]  # it was proven once, and is not any more


def test_a_known_wrong_idea_is_recognised(
    homework: Settings, root: Path, starters_template: Template, tmp_path: Path
) -> None:
    source = (root / "dist" / "solution" / "windows.py").read_text().replace("/ width", "/ len(values)")
    (tmp_path / "windows.py").write_text(source)
    grade = grade_submission(tmp_path, homework, template=starters_template)
    assert {outcome.misconception for outcome in grade.outcomes} == {None, "divided-by-the-length"}


def test_a_mistake_costs_its_points_once(
    homework: Settings, root: Path, starters_template: Template, tmp_path: Path
) -> None:
    source = (root / "dist" / "solution" / "windows.py").read_text().replace("n - width + 1", "n - width")
    (tmp_path / "windows.py").write_text(source)
    grade = grade_submission(tmp_path, homework, template=starters_template)
    lost = {outcome.test for outcome in grade.outcomes if outcome.status != "passed"}
    assert lost == {"test_window_count", "test_smoothed_signal"}  # there is no notebook


def test_a_new_homework_takes_nobodys_place(tmp_path: Path) -> None:
    write_starter(tmp_path)
    (tmp_path / "solutions" / "mine.txt").write_text("mine")
    with pytest.raises(AuthoringError, match="is there already"):
        write_starter(tmp_path)
    assert (tmp_path / "solutions" / "mine.txt").read_text() == "mine"


def test_the_homework_is_the_one_named_else_the_variables_else_the_one_here(
    starter: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = write_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert find_homework() == here.resolve()
    monkeypatch.setenv(VARIABLE, str(starter.folder))
    assert find_homework() == starter.folder
    assert find_homework(here) == here.resolve()
    with pytest.raises(ConfigError, match=r"no homework: there is no .*nowhere"):
        load_homework(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points = 8", 'points = "8"', "questions.1.points: input should be a valid number, got '8'"),
        ("points = 8", "points = -8", "questions.1.points: input should be greater than or equal to 0, got -8"),
        ("points = 8", "points = 9", "questions.1.points: 9 are stated, and its tests add up to 8"),
        ("points = 8\n", "", "questions.1.points is missing; add it"),
        (
            'files = ["windows.py"]\n[q',
            'files = ["other.py"]\n[q',
            "questions.1.files: other.py is none of the homework's",
        ),
        ("test_seconds", "test_second", "unknown key limits.test_second; test_seconds is meant?"),
        ("test_seconds = 10", "test_seconds = -20", "limits.test_seconds: input should be greater than 0, got -20"),
        ('title = "Moving', 'titel = "Moving', "unknown key titel; title is meant?"),
        ('public = "visible"', 'public = "visble"', "visibility.public: input should be 'visible', 'hidden'"),
        ("test_window_count = 2", "window_count = 2", "questions.1.tests.window_count: 'window_count' is no name"),
        ('files = ["windows.py"]\n\n', "files = []\n\n", "files: tuple should have at least 1 item"),
        ("points = 8", "pionts = 8", "unknown key questions.1.pionts; points is meant?"),
        ("title =", "folder = 'x'\ntitle =", "unknown key folder"),
        ("points = 8", "points = ", "assignment.toml: "),
    ],
)
def test_a_slip_in_assignment_toml_is_one_line_with_the_key_the_rule_and_the_value(
    starter: Settings, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (starter.folder / "assignment.toml").read_text()
    assert old in text
    (tmp_path / "assignment.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(str(tmp_path / "assignment.toml")) for line in lines)
    assert any(said in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["release"], 1), (["grade", ".", "--out", "OUT"], 3), (["batch", ".", "--out", "OUT"], 1)],
)
def test_several_slips_are_said_at_once_and_without_a_traceback(
    starter: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int
) -> None:
    monkeypatch.setenv(VARIABLE, "")  # the command sets it; it is what it was afterwards
    text = (starter.folder / "assignment.toml").read_text()
    (tmp_path / "assignment.toml").write_text(text.replace("files = 1000", 'files = "many"').replace("_mb", "_md"))
    arguments = [str(tmp_path / "out") if argument == "OUT" else argument for argument in arguments]
    done = CliRunner().invoke(main, ["--homework", str(tmp_path), *arguments])
    assert done.exit_code == status
    assert "limits.files" in done.output and "memory_md; memory_mb is meant?" in done.output
    assert "Traceback" not in done.output
