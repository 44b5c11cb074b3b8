"""What people change in scores: points by hand, excused questions, late days, and slips in the file that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.adjustments import read_adjustments
from autograder.batch.late import parse_time
from autograder.batch.reviewer import Reviewer
from autograder.batch.roster import ADJUSTMENTS, Entry, Student
from autograder.errors import InputFileError
from autograder.grading.outcomes import Grade, Outcome
from autograder.outputs.feedback import feedback_page
from autograder.outputs.results import to_gradescope
from autograder.settings import Settings

ADA = Entry("sub_1", "sub_1", (Student("Ada Lovelace", "ada@example.edu", "0042"),), time="2026-11-01 12:00:00.5 Z")
GROUP = Entry("sub_2", "sub_2", (Student("Bo", "bo@example.edu"), Student("Cy", "cy@example.edu")), time="")


@pytest.fixture
def grade(settings: Settings) -> Grade:
    """1a: 8 of 12 (the first and third tests failed); everything else 88 of 88."""
    lost = {"test_worksheet_matrix", "test_kernel_longer_than_the_signal"}
    outcomes = [
        Outcome(question.id, test, f"Title of {test}", question.tests[test], "failed" if test in lost else "passed")
        for test, question in settings.question_of.items()
    ]
    return Grade(tuple(outcomes), sha256="ab" * 32)


@pytest.fixture
def reviewed(tmp_path: Path, settings: Settings, grade: Grade) -> Callable[..., Grade]:
    """The grade after what the text of an adjustments.toml says."""

    def review(text: str, entry: Entry = ADA, found: Grade = grade) -> Grade:
        (tmp_path / ADJUSTMENTS).write_text(text, encoding="utf-8")
        return Reviewer(settings, read_adjustments(tmp_path, [ADA, GROUP], settings)).review(found, entry)

    return review


def adjust(**keys: object) -> str:
    lines = [f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in keys.items()]
    return "\n".join(["[[adjust]]", *lines, 'reason = "Because of this."', ""])


@pytest.mark.parametrize(
    "what, total",
    [
        ({"test": "test_worksheet_matrix", "points": 1}, 97),
        ({"test": "test_worksheet_matrix", "full": True}, 98),
        ({"test": "test_matrix_reproduces_conv1d", "add": -3}, 93),
        ({"test": "test_worksheet_matrix", "add": -1}, 96),  # it has none to lose
        ({"question": "1a", "points": 3}, 91),
        ({"question": "1a", "add": 12}, 100),  # 8 + 12, and it has but 12
        ({"points": 50}, 50),
        ({"add": 10}, 106),
        ({"add": -200}, 0),
        ({"who": "0042", "add": 1}, 97),
        ({"who": "ADA@example.edu", "add": 1}, 97),
        ({"who": "sub_2", "add": 1}, 96),
    ],
)
def test_an_adjustment_gives_the_total_that_one_counts_by_hand(
    reviewed: Callable[..., Grade], what: dict[str, object], total: float
) -> None:
    after = reviewed(adjust(**what))
    assert after.automatic == 96
    assert after.score == total


def test_an_excused_question_is_taken_out_of_both_sides_of_the_score(reviewed: Callable[..., Grade]) -> None:
    after = reviewed(adjust(question="1a", excuse=True))
    assert after.score == 100  # 88 of 88 are left
    partly = reviewed(adjust(question="1b", excuse=True))
    assert partly.score == round((96 - 6) * 100 / 94, 2)


def test_tests_come_before_questions_being_late_and_the_total(reviewed: Callable[..., Grade]) -> None:
    """Whatever the order in the file: 96, 98 by the test, 88 by being late, and then 2 more."""
    late = "[late]\ndue = 2026-10-31T13:00:00+01:00\nper_day = 10\n"
    total, test = adjust(add=2), adjust(test="test_worksheet_matrix", full=True)
    for text in (total + test + late, late + test + total):
        after = reviewed(text)
        assert after.score == 90
        assert after.review is not None
        assert [(change.before, change.after) for change in after.review.changes] == [(0, 2), (98, 88), (88, 90)]


@pytest.mark.parametrize(
    "due, rule, taken",
    [
        ("2026-11-01T12:00:00+00:00", "per_day = 10", 0),  # to the second
        ("2026-11-01T11:59:59+00:00", "per_day = 10", 10),
        ("2026-11-01T12:59:00+01:00", "per_day = 10\ngrace_minutes = 1", 0),
        ("2026-11-01T12:58:59+01:00", "per_day = 10\ngrace_minutes = 1", 10),
        ("2026-10-31T12:00:00+00:00", "per_day = 10", 10),  # one whole day
        ("2026-10-29T13:00:00+00:00", "per_day = 10\nfree_days = 2", 10),
        ("2026-10-29T13:00:00+00:00", "per_day = 10\ncap = 15", 15),
        ("2026-10-29T13:00:00+00:00", 'per_day = "10%"\ncap = "25%"', 24),
        ("2026-10-29T13:00:00+00:00", 'per_day = "10%"', 28.8),
        ("2026-09-01T00:00:00+00:00", "per_day = 10", 96),  # never below 0
    ],
)
def test_being_late_costs_what_one_counts_by_hand(
    reviewed: Callable[..., Grade], due: str, rule: str, taken: float
) -> None:
    assert 96 - reviewed(f"[late]\ndue = {due}\n{rule}\n").score == pytest.approx(taken)


def test_an_extension_moves_the_due_date_of_one_submission(reviewed: Callable[..., Grade]) -> None:
    rule = "[late]\ndue = 2026-10-30T12:00:00+00:00\nper_day = 10\n"
    grant = '[[extend]]\nwho = "ada@example.edu"\ndays = 1\nreason = "Ill."\n'
    assert (reviewed(rule).score, reviewed(rule + grant).score) == (76, 86)
    assert "Ill." in str(reviewed(rule + grant).review)
    assert reviewed(rule + grant.replace("days = 1", "due = 2026-12-01T00:00:00+00:00")).score == 96


def test_nobody_is_charged_for_a_time_that_nobody_knows_and_staff_are_told(reviewed: Callable[..., Grade]) -> None:
    after = reviewed("[late]\ndue = 2026-10-30T12:00:00+00:00\nper_day = 10\n", GROUP)
    assert after.score == 96 and after.review is not None
    assert "nobody knows when" in after.review.flags[0]


@pytest.mark.parametrize(
    "text, utc",
    [
        ("2026-11-01 12:00:00.123456789 Z", "2026-11-01T12:00:00"),
        ("2026-11-01 12:00:00 UTC", "2026-11-01T12:00:00"),
        ("2026-11-01 12:00:00 -07:00", "2026-11-01T19:00:00"),
        ("2026-11-01T12:00:00.5+0530", "2026-11-01T06:30:00"),
    ],
)
def test_times_are_read_as_exports_write_them(text: str, utc: str) -> None:
    moment = parse_time(text)
    assert moment is not None
    assert (moment - moment.utcoffset()).replace(tzinfo=None).isoformat() == utc
    assert parse_time("yesterday") is None and parse_time("") is None and parse_time("2026-13-01 12:00:00 Z") is None


def test_the_student_reads_what_was_changed_and_why(reviewed: Callable[..., Grade], settings: Settings) -> None:
    hostile = adjust(test="test_worksheet_matrix", full=True).replace("Because of this.", "<b>bold</b> & you")
    after = reviewed(hostile)
    page, results = feedback_page(after, settings), to_gradescope(after, settings)
    assert "The tests found 96 points; your score is 98." in page
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; you" in page and "<b>bold</b>" not in page
    assert results["score"] == 98 and results["extra_data"]["review"]["automatic"] == 96
    assert "96 points before, 98 now" in results["output"] and "<b>bold</b> & you" in results["output"]
    test = next(test for test in results["tests"] if test["name"] == "Title of test_worksheet_matrix")
    assert (test["score"], test["status"]) == (2, "failed")  # what it found stays to be seen


def test_without_adjustments_nothing_changes(reviewed: Callable[..., Grade], grade: Grade) -> None:
    assert reviewed("# nothing\n") == grade
    assert reviewed(adjust(who="sub_2", points=3)) == grade
    assert reviewed(adjust(test="test_worksheet_matrix", points=0)).score == 96  # it has none already


@pytest.mark.parametrize(
    "text, said",
    [
        ("[[adjust]]\npoints = 2\n", "line 1: reason is missing"),
        ('[[adjust]]\npionts = 2\nreason = "Why."\n', "line 2: unknown key pionts; points is meant?"),
        ('[[ajust]]\npoints = 2\nreason = "Why."\n', "line 1: unknown key ajust; adjust is meant?"),
        ('\n# x\n[[adjust]]\nreason = "Why."\n', "line 3: say one of points, add, full"),
        ('[[adjust]]\nadd = 1\npoints = 2\nreason = "Why."\n', "line 1: say one of"),
        ('[[adjust]]\nadd = 1\nreason = "Why."\n\n[[adjust]]\nadd = "1"\nreason = "Why."\n', "line 6: add"),
        (adjust(test="test_worksheet_matrx", points=1), "line 2: there is no test .*; test_worksheet_matrix is meant?"),
        (adjust(question="1z", points=1), "line 2: there is no question '1z'; 1"),
        (adjust(question="1a", points=13), "line 3: 13 points are more than it has, 12"),
        (adjust(who="ada@example.edi", add=1), "line 2: no submission.*'ada@example.edu' is meant?"),
        (adjust(excuse=True), "line 1: excuse = true needs a question"),
        (adjust(test="test_worksheet_matrix", question="1a", add=1), "line 1: say a test or a question"),
        ("[late]\nper_day = 1\ndue = 2026-11-01T12:00:00\n", "line 3: due needs its offset"),
        ("[late]\ndue = 2026-11-01T12:00:00Z\nper_day = -1\n", "line 3: per_day"),
        ('[[extend]]\nwho = "sub_1"\ndays = 1\nreason = "Ill."\n', r"line 2: an extension needs a \[late\]"),
        ("[[adjust]\n", "line 1"),
        (
            '[[adjust]]\nadd = 1\nreason = """\n[[adjust]]\nadd = 2\n"""\n[[adjust]]\nad = 1\nreason = "Why."\n',
            "line 8: unknown key ad",
        ),
    ],
)
def test_a_slip_is_named_with_its_line_and_the_nearest_right_name(
    reviewed: Callable[..., Grade], text: str, said: str
) -> None:
    with pytest.raises(InputFileError, match=said):
        reviewed(text)


def test_an_e_mail_that_stands_for_two_submissions_is_refused(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / ADJUSTMENTS).write_text(adjust(who="ada@example.edu", add=1))
    with pytest.raises(InputFileError, match="stands for 2 submissions; name one of them: sub_1 and sub_3"):
        read_adjustments(tmp_path, [ADA, replace(ADA, id="sub_3")], settings)
