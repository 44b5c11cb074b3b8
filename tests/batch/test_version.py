"""Which questions an edit of the homework concerns."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.version import question_versions
from autograder.homework import use
from autograder.settings import Settings, load_settings


@pytest.fixture
def changed(tmp_path: Path, settings: Settings) -> Callable[[str, Callable[[str], str]], set[str]]:
    """The questions whose version changes when a file of the homework is edited."""
    homework = tmp_path / "solutions"
    shutil.copytree(settings.folder, homework, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    before = question_versions(load_settings(homework))

    def edit(name: str, how: Callable[[str], str]) -> set[str]:
        path = homework / name
        text = path.read_text(encoding="utf-8")
        path.write_text(how(text), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != text
        after = question_versions(load_settings(homework))
        path.write_text(text, encoding="utf-8")
        use(settings)
        return {id for id in before if before[id] != after[id]}

    return edit


def in_the_test(name: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        place = text.index('"""', text.index(f"def {name}(")) + 3
        return text[:place] + "Otherwise: " + text[place:]

    return edit


def test_one_test_concerns_its_question_alone(changed: Callable[..., set[str]]) -> None:
    assert changed("hidden/test_toeplitz.py", in_the_test("test_worksheet_matrix")) == {"1a"}
    assert changed("hidden/otter/q2c.py", in_the_test("test_untrained_features_verdict")) == {"2c"}


def test_a_question_whose_failure_gives_another_a_second_chance_concerns_that_too(
    changed: Callable[..., set[str]],
) -> None:
    """2c's notebook tests run again where 2a, 2b or 2d failed, and 1d's where 1e did: they need their functions."""
    assert changed("hidden/test_equivariance.py", in_the_test("test_error_edge_cases")) == {"2b", "2c"}
    assert changed("hidden/test_locally_connected.py", in_the_test("test_output_size")) == {"1d", "1e"}


def test_what_stands_beside_the_tests_concerns_all_questions_of_its_file(changed: Callable[..., set[str]]) -> None:
    assert changed("hidden/test_toeplitz.py", lambda text: text + "\nOF_ALL = 1\n") == {"1a", "1b", "1c"}
    assert changed("hidden/test_toeplitz.py", lambda text: text.replace("\n\n\n", "\n\n\n\n")) == set()


def test_points_concern_their_question_and_limits_concern_all(
    changed: Callable[..., set[str]], settings: Settings
) -> None:
    def worth(text: str) -> str:
        return text.replace("test_output_size = 2", "test_output_size = 3").replace(
            "test_as_linear_owns_its_weights = 2", "test_as_linear_owns_its_weights = 1"
        )

    assert changed("assignment.toml", worth) == {"1d", "1e"}
    assert changed("assignment.toml", lambda text: text.replace("test_seconds = 20", "test_seconds = 21")) == {
        *settings.questions
    }


def test_other_code_concerns_all_and_texts_concern_none(changed: Callable[..., set[str]], settings: Settings) -> None:
    assert changed("hidden/oracles.py", lambda text: text + "\n") == {*settings.questions}
    assert changed("rubric.md", lambda text: text + "\n") == set()
    assert changed("CNNPrinciples.py", lambda text: text + "\n") == set()


def test_where_the_homework_lies_does_not_count(settings: Settings, tmp_path: Path) -> None:
    copied = tmp_path / "elsewhere"
    shutil.copytree(settings.folder, copied, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    assert question_versions(replace(settings, folder=copied)) == question_versions(settings)
    use(settings)
