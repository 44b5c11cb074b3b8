"""Helper files of a student's own, on every Python that is promised: what they are called decides whether they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.reading.submission import read_submission
from autograder.settings import Settings


@pytest.mark.parametrize("library", ["numpy", "matplotlib_inline", "rich", "random"])
def test_a_helper_never_takes_the_place_of_a_library(library: str, starter: Settings, tmp_path: Path) -> None:
    """Few state the names that they take, and Python 3.10 asks for nothing else."""
    for name in ("windows", library, f"{library}ly"):
        (tmp_path / f"{name}.py").write_text("")
    read = read_submission(tmp_path, starter)
    assert set(read.files) == {"windows.py", f"{library}ly.py"}
    assert any(f"'{library}.py' was left out" in note for note in read.notes)
