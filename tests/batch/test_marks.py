"""Points and comments for written answers: out in a table, checked when it comes back, kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.marks import (
    Given,
    Marks,
    check_sheet,
    differences,
    read_marks,
    review_marks,
    write_marks,
    write_sheet,
)
from autograder.batch.roster import Entry, Student
from autograder.errors import InputFileError
from autograder.settings import Settings

FIRST = Entry("=first", "=first", (Student("Müller, Jörg"),))
SECOND = Entry("second", "second", (Student('"Bob" O\'Neil'), Student("דוד לוי")))


@pytest.fixture
def carrying(settings: Settings) -> Settings:
    """Written answers: 1a carries three points, 1b two and 1c none."""
    some = settings.only("1a", "1b", "1c")
    points = {"1a": 3.0, "1b": 2.0, "1c": 0.0}
    return replace(some, questions={id: replace(q, written=points[id]) for id, q in some.questions.items()})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for entry, answers in [(FIRST, {"1a": "=SUM(A1)\nshared", "1b": ""}), (SECOND, {"1a": "local", "1b": "81"})]:
        (tmp_path / entry.id).mkdir()
        (tmp_path / entry.id / "answers.json").write_text(json.dumps(answers))
    return tmp_path


@pytest.fixture
def sheet(folder: Path, carrying: Settings) -> Callable[..., Path]:
    """The table as it goes out, with these cells filled in: sheet({("second", "1a points"): "2"})."""

    def fill(cells: dict[tuple[str, str], str], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
        path = folder / "written.csv"
        write_sheet(folder, [FIRST, SECOND], read_marks(folder), carrying, path)
        heads, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        for (id, heading), text in cells.items():
            row = next(row for row in rows if row[0].endswith(id))
            row[next(place for place, head in enumerate(heads) if head.startswith(heading))] = text
        text_file = io.StringIO()
        csv.writer(text_file, delimiter=delimiter).writerows([heads, *rows])
        path.write_text(text_file.getvalue(), encoding=encoding, newline="")
        return path

    return fill


def test_the_table_has_points_only_where_an_answer_carries_some_and_no_formula(
    sheet: Callable[..., Path], folder: Path
) -> None:
    heads, first, second = csv.reader(io.StringIO(sheet({}).read_text(encoding="utf-8-sig")))
    assert heads == [
        *("Submission", "Name", "1a answer", "1a points (of 3)", "1a comment"),
        *("1b answer", "1b points (of 2)", "1b comment", "1c answer", "1c comment"),
    ]
    assert first[:3] == ["'=first", "Müller, Jörg", "'=SUM(A1) shared"]
    assert second[1] == '"Bob" O\'Neil, דוד לוי'


@pytest.mark.parametrize("delimiter, encoding", [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_points_come_back_as_any_spreadsheet_saves_them(
    sheet: Callable[..., Path], folder: Path, carrying: Settings, delimiter: str, encoding: str
) -> None:
    cells = {("first", "1a points"): "1,5", ("first", "1a comment"): 'schön; "gut"', ("second", "1b points"): "2.0"}
    marks = check_sheet(sheet(cells, delimiter, encoding), folder, [FIRST, SECOND], carrying)
    assert {id: {q: (one.points, one.comment) for q, one in mine.items()} for id, mine in marks.items()} == {
        "=first": {"1a": (1.5, 'schön; "gut"')},
        "second": {"1b": (2.0, "")},
    }
    write_marks(marks, folder)
    assert read_marks(folder) == marks


def test_every_slip_is_named_with_line_and_column_and_nothing_is_taken(
    sheet: Callable[..., Path], folder: Path, carrying: Settings
) -> None:
    cells = {
        ("first", "1a points"): "3.5",
        ("first", "1b points"): "two",
        ("second", "Submission"): "secnd",
    }
    with pytest.raises(InputFileError) as caught:
        check_sheet(sheet(cells), folder, [FIRST, SECOND], carrying)
    assert str(caught.value).splitlines() == [
        "written.csv, line 2, 1a points (of 3): points must be from 0 to 3, got 3.5",
        "written.csv, line 2, 1b points (of 2): points must be a number, got 'two'",
        "written.csv, line 3: there is no submission 'secnd'",
        "Nothing was taken from this file.",
    ]
    assert read_marks(folder) == {}
    with pytest.raises(InputFileError, match="points must be from 0 to 3, got -1"):
        check_sheet(sheet({("first", "1a points"): "-1"}), folder, [FIRST, SECOND], carrying)
    path = folder / "own.csv"
    path.write_text("Submission,1c points\nsecond,1\n")
    with pytest.raises(InputFileError, match="gives this answer no points"):
        check_sheet(path, folder, [FIRST, SECOND], carrying)
    path.write_text("Who,1a points\nsecond,1\n")
    with pytest.raises(InputFileError, match="no column 'Submission'"):
        check_sheet(path, folder, [FIRST, SECOND], carrying)


def test_an_empty_cell_leaves_what_is_there_and_a_dash_takes_it_away(
    sheet: Callable[..., Path], folder: Path, carrying: Settings
) -> None:
    def after(**cells: str) -> Marks:
        filled = {("second", f"1a {kind}"): text for kind, text in cells.items()}
        return check_sheet(sheet(filled), folder, [FIRST, SECOND], carrying)

    write_marks(after(points="2", comment="ok"), folder)
    kept = read_marks(folder)
    assert differences(kept, after(points="")) == 0
    assert after(points="-") == {"second": {"1a": Given(None, "ok", kept["second"]["1a"].answer)}}
    assert after(points="-", comment="-") == {}
    only_points = folder / "points.csv"
    only_points.write_text("Submission,1a points\nsecond,3\n")
    assert check_sheet(only_points, folder, [FIRST, SECOND], carrying)["second"]["1a"].comment == "ok"


@pytest.mark.parametrize("comment", ["two\nlines", "👩\u200d🏫", "so \u202e", "x" * 6000, "=1+1", "'quoted"])
def test_a_comment_of_any_kind_is_taken_once_and_is_nothing_new_after(
    sheet: Callable[..., Path], folder: Path, carrying: Settings, comment: str
) -> None:
    path = sheet({("second", "1a comment"): comment})
    taken = check_sheet(path, folder, [FIRST, SECOND], carrying)
    write_marks(taken, folder)
    assert read_marks(folder)["second"]["1a"].comment
    assert differences(read_marks(folder), check_sheet(path, folder, [FIRST, SECOND], carrying)) == 0


def test_a_mark_whose_answer_has_changed_since_is_flagged(
    sheet: Callable[..., Path], folder: Path, carrying: Settings
) -> None:
    marks = check_sheet(sheet({("second", "1b points"): "1"}), folder, [FIRST, SECOND], carrying)
    found, flags = review_marks(SECOND, marks, {"1a": "local", "1b": "81"}, carrying)
    assert (found["1b"].points, found["1b"].most, found["1a"].points, flags) == (1, 2, None, [])
    _, flags = review_marks(SECOND, marks, {"1a": "local", "1b": "90"}, carrying)
    assert flags == ["1b: the written answer is another one than the one that was graded by hand"]
