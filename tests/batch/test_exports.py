"""The scores in the forms of course systems, and who is whom on their lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.course import match, read_course
from autograder.batch.exports import write_export
from autograder.batch.grades import Row, Score
from autograder.batch.roster import Entry, Student
from autograder.errors import InputFileError
from autograder.settings import Settings


def row(id: str, total: float, *students: tuple[str, str, str]) -> Row:
    people = tuple(Student(*one) for one in students)
    return Row(Entry(id, id, people), total, {("1a", "A test"): Score(total, total, True)}, frozenset(), (), 0.0)


ROWS = [
    row("s1", 90, ("Ada Lovelace", "ada@example.edu", "0042")),
    row("s2", 80.5, ("Grace Hopper", "gh@other.example", "0043"), ("Müller, Jörg", "", "")),
    row("s3", 70, ("Anna Schmidt", "", "")),
    row("s4", 60, ("Anna Schmidt", "", "0077")),
    row("s5", 50, ("=cmd|' /C calc'!A0", "evil@example.edu", "")),
    row("s6", 40, ("Gone Away", "gone@example.edu", "0099")),
]

GRADEBOOK = """\
Student,ID,SIS User ID,SIS Login ID,Section,Quiz (1),Weight Sharing in CNNs (77)
    Points Possible,,,,,10,100
"Lovelace, Ada",501,,ADA@EXAMPLE.EDU,A,7,
"Hopper, Grace",502,0043,grace@example.edu,A,7,
"Muller, Jorg",503,,,A,7,
"Schmidt, Anna",504,0077,,A,7,
"Schmidt, Anna",505,,,B,7,
"=cmd|' /C calc'!A0",506,,evil@example.edu,B,7,
"Late, Comer",507,,late@example.edu,B,7,
"""


@pytest.fixture
def written(tmp_path: Path, settings: Settings) -> Callable[..., tuple[list[dict[str, str]], object]]:
    """The lines that an export of ROWS writes with this course list, and who was matched."""

    def write(kind: str, course: str | None, column: str | None = None) -> tuple[list[dict[str, str]], object]:
        path = tmp_path / "course.csv"
        path.write_text(course or "", encoding="utf-8-sig")
        matched = write_export(kind, ROWS, settings, tmp_path / "out.csv", path if course else None, column)
        text = (tmp_path / "out.csv").read_text(encoding="utf-8")
        return list(csv.DictReader(io.StringIO(text))), matched

    return write


def test_people_are_matched_by_e_mail_then_id_then_a_name_that_fits_only_one(tmp_path: Path) -> None:
    (tmp_path / "course.csv").write_text(GRADEBOOK, encoding="utf-8")
    _, people = read_course(tmp_path / "course.csv")
    found = match(ROWS, people)
    by_id = {person.cells["ID"]: found.rows[person.line].entry.id for person in people if person.line in found.rows}
    assert by_id == {"501": "s1", "502": "s2", "503": "s2", "504": "s4", "506": "s5"}
    assert [one.split(":")[0] for one in found.nobody] == ["Anna Schmidt (s3)", "Gone Away (s6)"]
    assert [person.cells["ID"] for person in found.missing] == ["505", "507"]


def test_who_handed_in_alone_and_in_a_group_gets_no_score_until_somebody_says_which(tmp_path: Path) -> None:
    (tmp_path / "course.csv").write_text("Name,Email\nAda Lovelace,ada@example.edu\nBo,bo@example.edu\n")
    _, people = read_course(tmp_path / "course.csv")
    twice = [ROWS[0], row("s9", 10, ("Bo", "bo@example.edu", ""), ("Ada Lovelace", "ada@example.edu", ""))]
    found = match(twice, people)
    assert {person.name: person.line in found.rows for person in people} == {"Ada Lovelace": False, "Bo": True}
    assert found.nobody == ["Ada Lovelace ada@example.edu: has several submissions (s1, s9)"]


def test_canvas_gets_its_own_ids_back_and_no_formula(
    written: Callable[..., tuple[list[dict[str, str]], object]],
) -> None:
    lines, _ = written("canvas", GRADEBOOK)
    assert list(lines[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Weight Sharing in CNNs (77)"]
    scores = {line["ID"]: line["Weight Sharing in CNNs (77)"] for line in lines}
    assert scores == {"501": "90", "502": "80.5", "503": "80.5", "504": "60", "505": "", "506": "50", "507": ""}
    assert lines[5]["Student"] == "'=cmd|' /C calc'!A0" and lines[1]["SIS User ID"] == "0043"


@pytest.mark.parametrize(
    "course, column, said",
    [
        (None, None, "name the file with --course"),
        ("Name,Email\nAda,ada@example.edu\n", None, "no column ID"),
        (GRADEBOOK, "Weight Sharing (77)", "'Weight Sharing in CNNs \\(77\\)' is meant"),
        (GRADEBOOK.replace("Weight Sharing in CNNs", "HW"), None, "Name it with --column"),
        ("A,B\n1,2\n", None, "no column tells people apart"),
        ("Email,Email\na,b\n", None, "stands there twice"),
        ("", None, "--course"),
    ],
)
def test_a_list_that_does_not_fit_says_what_to_do(
    written: Callable[..., tuple[list[dict[str, str]], object]], course: str | None, column: str | None, said: str
) -> None:
    with pytest.raises(InputFileError, match=said):
        written("canvas", course, column)


def test_what_could_not_be_graded_is_nobodys_zero(tmp_path: Path, settings: Settings) -> None:
    failed = Row(Entry("s1", "s1", (Student("Ada"),)), 0.0, {}, frozenset(), ("could not be graded",), 0.0)
    write_export("gradescope", [failed], settings, tmp_path / "out.csv", None, None)
    assert (tmp_path / "out.csv").read_text().splitlines()[1] == '"","Ada","","","","100"'


def test_moodles_worksheet_comes_back_with_its_grades_filled_in(
    written: Callable[..., tuple[list[dict[str, str]], object]],
) -> None:
    worksheet = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\n"
        "Participant 7,Ada Lovelace,ada@example.edu,Submitted,,100,\n"
        "Participant 8,Nemo,n@example.edu,,12,100,as it was\n"
    )
    lines, _ = written("moodle", worksheet)
    assert [(line["Identifier"], line["Grade"], line["Maximum Grade"]) for line in lines] == [
        ("Participant 7", "90", "100"),
        ("Participant 8", "12", "100"),
    ]
    assert lines[1]["Feedback comments"] == "as it was"


def test_moodles_other_lists_and_gradescope_get_people_and_scores(
    written: Callable[..., tuple[list[dict[str, str]], object]],
) -> None:
    course = "First name;Last name;ID number;Email address\nJörg;Müller;0900;\nAda;Lovelace;0042;\n"
    lines, _ = written("moodle", course, "HW 3")
    assert [(line["ID number"], line["HW 3"]) for line in lines] == [("0900", "80.5"), ("0042", "90")]
    lines, _ = written("gradescope", None)
    assert [line["Total Score"] for line in lines] == ["90", "80.5", "80.5", "70", "60", "50", "40"]
    assert lines[0]["SID"] == "0042" and lines[0]["Max Points"] == "100"
