"""What comes out: results.json, the table, the page; and hostile text in all of them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder.grading.outcomes import Grade, Matrix, Outcome
from autograder.outputs.feedback import write_feedback
from autograder.outputs.printable import printable
from autograder.outputs.results import MAX_OUTPUT, SCHEMA, print_table, to_gradescope, write_failure, write_results
from autograder.settings import Settings
from tests.browser import chromium

HOSTILE = (
    "<script>alert(1)</script> [bold]x[/] &lt; {{ 7 * 7 }} "
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202egnp.exe \x00 \ud800"
)


def grade_of(settings: Settings, **changes: object) -> Grade:
    outcomes = []
    for number, (test, question) in enumerate(settings.question_of.items()):
        status = ("passed", "failed", "passed", "could not run")[number % 4] if number < 8 else "passed"
        outcomes.append(
            Outcome(
                question.id,
                test,
                f"Property {number} holds",
                question.tests[test],
                status,
                seen="" if status == "passed" else HOSTILE,
                hint="Look again." if status == "failed" else "",
                misconception="kernel-reversed" if status == "failed" else None,
                public=number % 2 == 0,
                staff="secret of staff",
            )
        )
    grade = Grade(
        tuple(outcomes),
        notes=("models.py is missing. " + HOSTILE,),
        answers={id: ("x < y\n<b>bold</b>" if id == "1a" else "") for id in settings.questions},
        matrices={"1a": Matrix("A caption.", [[1.0, -2.5, float("nan")], [0.0, 1e30, float("inf")]])},
        isolation={"own uid": "yes", "files": "no (the kernel has no Landlock)"},
        flags=("something",),
        sha256="ab" * 32,
        seconds=1.234,
    )
    return replace(grade, **changes)  # type: ignore[arg-type]


def test_results_fit_the_schema_and_hold_what_the_contract_says(settings: Settings, tmp_path: Path) -> None:
    grade = grade_of(settings)
    write_results(grade, settings, tmp_path / "results.json")
    results = json.loads((tmp_path / "results.json").read_text())
    jsonschema.validate(results, SCHEMA)
    assert results["score"] == grade.score == sum(test["score"] for test in results["tests"])
    first, second, _, fourth = results["tests"][:4]
    assert (first["number"], first["tags"], first["status"]) == ("1a", ["public"], "passed")
    assert second["tags"] == ["hidden", "misconception:kernel-reversed"]
    assert second["output"].splitlines()[1] == "hint: Look again."
    assert fourth["tags"] == ["hidden", "could-not-run"]
    assert fourth["score"] == 0
    known = {"version", "submission_sha256", "isolation", "flags", "written", "unanswered"}
    assert set(results["extra_data"]) == known
    assert results["extra_data"]["written"] == ["1a"] and "1b" in results["extra_data"]["unanswered"]
    assert "secret of staff" not in json.dumps(results)
    assert "Written answers received, for a person to grade: 1a." in results["output"]


def test_a_failure_of_the_grader_fits_the_schema(tmp_path: Path) -> None:
    write_failure("boom " + HOSTILE, tmp_path / "results.json")
    results = json.loads((tmp_path / "results.json").read_text())
    jsonschema.validate(results, SCHEMA)
    assert "not your fault" in results["output"]
    assert "boom" in results["extra_data"]["grader_failed"]


@given(st.text(st.characters()), st.integers(10, 50))
def test_printable_text_is_bounded_and_holds_nothing_that_a_terminal_obeys(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", shown)
    shown.encode()


def test_joiners_stay_and_other_marks_that_nobody_sees_do_not() -> None:
    for text in ("👩\u200d🏫 taught me", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "Über\u00adgang"):
        assert printable(text, 100) == text
    for mark in ("\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "\U000e0041"):
        assert printable(f"a{mark}b", 100) == "a\ufffdb"


def test_huge_text_is_cut(settings: Settings) -> None:
    outcome = replace(grade_of(settings).outcomes[1], seen="x" * 10**6)
    results = to_gradescope(Grade((outcome,)), settings)
    assert len(results["tests"][0]["output"]) <= MAX_OUTPUT


def test_the_table_shows_hostile_text_as_text(settings: Settings) -> None:
    stream = io.StringIO()
    print_table(grade_of(settings), settings, Console(file=stream, width=80), feedback=Path("out/feedback.html"))
    printed = stream.getvalue()
    assert "<script>" in printed
    assert "[bold]x[/]" in printed
    assert "\x1b" not in printed
    assert "hint: Look again." in printed
    assert "out/feedback.html" in printed
    assert "files: no (the kernel has no Landlock)" in " ".join(printed.split())
    assert all(len(line) <= 80 for line in printed.splitlines())


@pytest.fixture
def page(settings: Settings, tmp_path: Path) -> Path:
    write_feedback(grade_of(settings), settings, tmp_path / "feedback.html")
    return tmp_path / "feedback.html"


def test_the_page_is_self_contained_and_escapes_what_students_wrote(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "secret of staff" not in html
    assert not re.search(r"""(src|href)=["'](?!#)""", html)
    assert "{{ 7 * 7 }}" in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1200, "dark")])
def test_the_page_reads_on_phone_and_desktop(page: Path, settings: Settings, width: int, scheme: str) -> None:
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert tab.locator("h1").count() == 1
        assert tab.locator("main h2").count() == len(settings.questions) + 1
        assert tab.locator(".tests li").count() == len(settings.question_of)
        marks = tab.locator(".tests .mark").all_inner_texts()
        assert {"passed", "failed", "could not run"} == set(marks)
        assert tab.locator("table.matrix td").count() == 6
        tab.locator("nav a").nth(3).click()
        assert tab.url.endswith("#q1d")
        background, ink = tab.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        assert _contrast(background, ink) > 7
        hint = tab.locator(".hint b").first.evaluate("node => getComputedStyle(node).color")
        assert _contrast(background, hint) > 4.5


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two CSS colours, as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)
