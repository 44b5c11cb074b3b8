"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from autograder import atomic
from autograder.gradescope.harness import _Partial
from autograder.grading.grade import blank
from autograder.settings import Settings


def full_for(times: int, written: list[str]) -> object:
    """Something to write that finds the disk full so many times."""

    def write() -> None:
        nonlocal times
        times -= 1
        if times >= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append("all")

    return write


def test_a_full_disk_is_waited_for_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "PAUSES", (0.0, 0.0))
    written: list[str] = []
    said: list[str] = []
    atomic.when_there_is_room(full_for(2, written), said.append)  # type: ignore[arg-type]
    assert written == ["all"] and len(said) == 2 and "The disk is full" in said[0]
    with pytest.raises(OSError, match="No space"):
        atomic.when_there_is_room(full_for(3, written), said.append)  # type: ignore[arg-type]


def test_what_no_room_would_mend_is_raised_at_once() -> None:
    def write() -> None:
        raise PermissionError(errno.EACCES, "no")

    with pytest.raises(PermissionError):
        atomic.when_there_is_room(write, pytest.fail)


def test_what_stands_there_stays_where_a_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atomic.write_whole(tmp_path / "a", "old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        atomic.write_whole(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_grading_on_gradescope_goes_on_where_the_disk_is_full_meanwhile(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    partial = _Partial(settings, tmp_path / "results.json")
    partial.write("begun")
    first, second, *_ = (blank(test, settings, "passed", "") for test in settings.question_of)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("autograder.gradescope.harness.write_results", full)
        partial.add(first)
    assert "begun" in (tmp_path / "results.json").read_text()
    partial.add(second)
    assert (tmp_path / "results.json").read_text().count('"passed"') == 2
