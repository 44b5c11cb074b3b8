"""All tests of a function judged together: one explanation for one mistake, said once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from autograder.errors import Failed
from autograder.grading import verdict
from autograder.grading.checks import judge
from autograder.grading.evidence import Comparison, Evidence, collected
from autograder.grading.ideas import variation
from autograder.grading.misconceptions import Misconception, catalogue
from autograder.grading.outcomes import Outcome
from autograder.grading.together import judged_together, said_once
from autograder.homework import hidden
from autograder.settings import Settings

MEAN = "windows.moving_average"
TELLING = [([1.0, 2.0, 6.0, 2.0], 2), ([4.0, -1.0, 3.0, 8.0, 5.0], 3)]
BLIND = [([3.0, 3.0, 3.0], 3)]  # here the width is the length


def compared(cases: list[tuple[Any, ...]], answer: Callable[..., Any]) -> Comparison:
    oracle = hidden("oracles").moving_average  # type: ignore[union-attr]
    answers = [np.asarray(answer(*case)) for case in cases]
    expected = [np.asarray(oracle(*case)) for case in cases]
    return Comparison(MEAN, cases, answers, expected, oracle, np.asarray, "the means")


def outcome_of(test: str, problem: AssertionError | None) -> Outcome:
    """What a hidden test of that name, of question 1, comes to that ends with this problem."""

    def function() -> None: ...

    function.__name__, function.__doc__ = test, f"The title of {test}"
    question = SimpleNamespace(id="1", tests={test: 1.0})
    settings = cast(Settings, SimpleNamespace(question_of={test: question}))
    return verdict.outcome(settings, function, problem, public=False)


def seen(test: str, comparison: Comparison) -> tuple[Outcome, Evidence]:
    """What a hidden test of that name finds that makes this comparison and no other."""
    problem: Failed | None = None
    with collected() as evidence:
        try:
            judge(comparison)
        except Failed as error:
            problem = error
    return outcome_of(test, problem), evidence


def together(**comparisons: Comparison) -> list[Outcome]:
    found = {test: seen(test, one) for test, one in comparisons.items()}
    return judged_together([outcome for outcome, _ in found.values()], {test: one for test, (_, one) in found.items()})


def by_the_length(values: list[float], width: int) -> list[float]:
    return [sum(values[i : i + width]) / len(values) for i in range(len(values) - width + 1)]


@pytest.fixture
def twin(homework: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another idea, which answers TELLING as the starter's own does, and BLIND otherwise."""

    def predict(values: list[float], width: int) -> list[float]:
        return [0.0] if width == len(values) else by_the_length(values, width)

    entry = Misconception("twin", "1", MEAN, "A.", "B.", "C.", "", predict)
    monkeypatch.setitem(catalogue(), "twin", entry)


def test_what_one_test_cannot_tell_apart_another_does(twin: None) -> None:
    alone, _ = seen("one", compared(TELLING, by_the_length))
    assert alone.misconception is None
    one, other = together(one=compared(TELLING, by_the_length), other=compared(BLIND, by_the_length))
    assert one.misconception == "divided-by-the-length" and "divide each window's sum" in one.seen
    assert other.status == "passed" and other.misconception is None


def test_an_idea_that_explains_most_wrong_answers_stays_where_it_explains_a_test(homework: Settings) -> None:
    one, other = together(one=compared(TELLING, by_the_length), other=compared(BLIND, lambda values, width: [7.0]))
    assert one.misconception == "divided-by-the-length"
    assert other.misconception is None and "divide" not in other.seen


def test_an_idea_that_explains_few_wrong_answers_is_not_named(homework: Settings) -> None:
    nothing = [([2.0, 4.0], 1), ([2.0, 6.0, 8.0], 1), ([1.0, 5.0], 1)]
    one, other = together(one=compared(TELLING, by_the_length), other=compared(nothing, lambda values, width: [7.0]))
    assert one.misconception is None and one.hint == "" and one.seen.startswith("Wrong values in the means")
    assert other.misconception is None


def test_right_values_with_a_wrong_gradient_are_called_so(homework: Settings) -> None:
    right, evidence = seen("values", compared(TELLING, hidden("oracles").moving_average))  # type: ignore[union-attr]
    gradient = Outcome("1", "gradient", "Gradients flow", 1.0, "failed", "No gradient reaches it.")
    both = judged_together([right, gradient], {"values": evidence, "gradient": Evidence(gradients=[MEAN])})
    assert both[1].seen == "No gradient reaches it. Its values are right."
    wrong, evidence = seen("values", compared(TELLING, by_the_length))
    both = judged_together([wrong, gradient], {"values": evidence, "gradient": Evidence(gradients=[MEAN])})
    assert both[1].seen == "No gradient reaches it."


def test_an_explanation_is_said_once_in_a_question(homework: Settings) -> None:
    comparison = compared(TELLING, by_the_length)
    first, second = said_once(together(one=comparison, other=comparison))
    assert "divide each window's sum" in first.seen and first.hint
    assert (
        second.seen == "Wrong values in the means on every input. The same mistake as in «The title of one»: see there."
    )
    assert second.hint == "" and second.misconception == first.misconception
    stub = Outcome("1", "a", "A", 1.0, "failed", "Your code raised NotImplementedError.", "Write it.")
    hints = [
        outcome.hint for outcome in said_once([stub, stub, Outcome("2", "b", "B", 1, "failed", "No.", "Write it.")])
    ]
    assert hints == ["Write it.", "", "Write it."]


def half(x: float) -> float:
    return x / 2


def quarter(x: float) -> float:
    return half(half(x))


def test_a_part_of_an_oracle_changes_for_the_idea_and_in_its_thread_alone() -> None:
    meanwhile = []

    def doubled(x: float) -> float:
        with ThreadPoolExecutor() as pool:
            meanwhile.append(pool.submit(half, 8).result())
        return x * 2

    assert variation(quarter, half=doubled)(8) == 32
    assert meanwhile == [4, 4] and quarter(8) == 2


def test_an_idea_that_a_guard_keeps_away_from_some_inputs_is_named(homework: Settings) -> None:
    def guarded(values: list[float], width: int) -> list[float]:
        right: list[float] = hidden("oracles").moving_average(values, width)  # type: ignore[union-attr]
        return right if len(values) > 6 else by_the_length(values, width)

    (one,) = together(one=compared([*TELLING, ([1.0, 4.0, 2.0, 2.0, 5.0, 3.0, 1.0], 2)], guarded))
    assert one.misconception == "divided-by-the-length"


EQUAL = [([3.0] * 4, 2), ([5.0] * 5, 3)]  # each mean is the same: so are those of many ideas


@pytest.mark.parametrize(
    ("cases", "others", "named"), [(TELLING, 1, "divided-by-the-length"), (TELLING, 2, None), (EQUAL, 1, None)]
)
def test_an_idea_that_predicts_more_than_half_of_what_is_wrong_is_named(
    homework: Settings, cases: list[tuple[list[float], int]], others: int, named: str | None
) -> None:
    """What a long list gives is wrong in some other way."""

    def odd_for_long(values: list[float], width: int) -> list[float]:
        means = by_the_length(values, width)
        return means if len(values) < 6 else means[::-1]

    long = [([1.0, 4.0, 2.0, 2.0, 5.0, 3.0, 1.0], 2), ([2.0, 1.0, 2.0, 7.0, 5.0, 3.0], 3)][:others]
    (one,) = together(one=compared([*cases, *long], odd_for_long))
    assert one.status == "failed" and one.misconception == named


def test_a_wrong_number_alone_is_no_sign_of_a_guarded_idea(homework: Settings) -> None:
    def guarded(values: list[float], width: int) -> list[float]:
        right: list[float] = hidden("oracles").moving_average(values, width)  # type: ignore[union-attr]
        return right if len(values) > 6 else by_the_length(values, width)

    whole = compared([*TELLING, ([1.0, 4.0, 2.0, 2.0, 5.0, 3.0, 1.0], 2)], guarded)
    first = replace(
        whole,
        answers=[answer[:1] for answer in whole.answers],
        expected=[answer[:1] for answer in whole.expected],
        view=lambda means: np.asarray(means)[:1],
    )
    (one,) = together(one=first)
    assert one.status == "failed" and one.misconception is None


def test_any_assertion_may_name_an_idea_which_brings_its_words(homework: Settings) -> None:
    """As those of the notebook's tests do, which stock Otter runs, too."""
    error = AssertionError("The means are off.")
    error.misconception = "divided-by-the-length"  # type: ignore[attr-defined]
    named = outcome_of("one", error)
    assert named.misconception == "divided-by-the-length"
    assert named.seen.startswith("The means are off. ") and "divide each window's sum" in named.seen and named.hint
    plain = outcome_of("one", AssertionError("The means are off."))
    assert (plain.seen, plain.hint, plain.misconception) == ("The means are off.", "", None)
    alone = outcome_of("one", Failed("", "", "divided-by-the-length"))
    assert f"The means are off. {alone.seen}" == named.seen  # an idea says enough by itself
    assert outcome_of("one", AssertionError()).seen == "The property does not hold."
