"""What a batch says while it is at work."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from autograder.batch.progress import BatchProgress, duration


def test_a_log_gets_lines_with_what_is_done_and_what_needs_a_person() -> None:
    said = io.StringIO()
    with BatchProgress(3, Console(file=said, width=200), every=0) as watch:
        for eye in (True, False, True):
            watch.add(eye)
    lines = [line.split("  ", 1)[1] for line in said.getvalue().splitlines()]
    assert [line.split(" graded")[0] for line in lines] == ["1 of 3", "2 of 3", "3 of 3"]
    assert "left" in lines[0] and "a minute" in lines[0] and lines[0].endswith("1 needs a person's eye")
    assert "left" not in lines[2] and lines[2].endswith("2 need a person's eye")


def test_a_log_is_not_flooded() -> None:
    said = io.StringIO()
    with BatchProgress(100, Console(file=said, width=200)) as watch:
        for _ in range(100):
            watch.add(False)
    assert len(said.getvalue().splitlines()) == 1


def test_a_terminal_has_a_bar() -> None:
    said = io.StringIO()
    with BatchProgress(2, Console(file=said, force_terminal=True, width=120)) as watch:
        watch.add(True)
        watch.add(True)
    assert "2/2" in said.getvalue() and "2 for a person's eye" in said.getvalue()


@pytest.mark.parametrize("seconds, text", [(5, "5 s"), (89, "89 s"), (600, "10 min"), (5400, "1 h 30 min")])
def test_times_are_said_in_the_units_that_matter(seconds: float, text: str) -> None:
    assert duration(seconds) == text
