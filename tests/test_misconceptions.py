"""The catalogue: complete entries, each of which is recognised by the hidden tests, and never taken for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from autograder.grading import checks as compare
from autograder.grading.ideas import both
from autograder.grading.misconceptions import Misconception, catalogue
from autograder.homework import graders
from autograder.settings import Settings
from hidden import oracles, test_equivariance, test_locally_connected, test_models, test_toeplitz

HIDDEN = [test_toeplitz, test_locally_connected, test_equivariance, test_models]
CATALOGUE = catalogue()
PREDICTING = [id for id, entry in CATALOGUE.items() if entry.predict]

Comparison = tuple[str, list[tuple[Any, ...]], Callable[..., Any], Callable[[Any], np.ndarray]]


class _Anybody:
    """A student who has every function, and whose models have the parameters of the contract."""

    def __getattr__(self, name: str) -> _Anybody:
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> _Anybody:
        return self


@pytest.fixture(scope="module")
def comparisons() -> list[Comparison]:
    """What the hidden tests compare with an oracle: function, cases, oracle, view."""
    found: list[Comparison] = []

    def record(function: str, cases: Any, answer: Any, oracle: Any, *, what: str, view: Any = np.asarray) -> None:
        found.append((function, list(cases), oracle, view))

    def network(student: Any, name: str, model: Any, sizes: Any, oracle: Any) -> None:
        x = compare.normal(3, *test_models.SHAPE)
        layers = [(compare.normal(*size) / size[1], compare.normal(size[0])) for size in sizes]
        record(name, [(x, *layers)], None, oracle, what="")

    with pytest.MonkeyPatch.context() as patch:
        for module in HIDDEN:
            patch.setattr(module, "matches_oracle", record)
            patch.setattr(module, "find", lambda student, name: student)
        patch.setattr(test_models, "_make", lambda student, *args: student)
        patch.setattr(test_models, "_check_network", network)
        for module in HIDDEN:
            for name, function in vars(module).items():
                if name.startswith("test_"):
                    try:
                        function(_Anybody())
                    except Exception:  # what does not compare, and what checks more than that, ends here
                        continue
    return found


@pytest.mark.parametrize("id", CATALOGUE)
def test_an_entry_is_complete(id: str, settings: Settings) -> None:
    entry = CATALOGUE[id]
    assert entry.question in settings.questions
    assert f"{entry.function.split('.')[0]}.py" in settings.files
    for text in (entry.thinking, entry.seen, entry.hint):
        assert text == text.strip()
        assert text[-1] in ".?"


@pytest.mark.parametrize("id", [id for id in CATALOGUE if id not in PREDICTING])
def test_an_entry_without_a_prediction_is_named_by_a_hidden_test(id: str, settings: Settings) -> None:
    assert any(f'"{id}"' in path.read_text(encoding="utf-8") for path in graders(settings))


@pytest.mark.parametrize("id", PREDICTING)
def test_an_answer_under_a_wrong_idea_is_recognised_and_never_taken_for_another(
    id: str, comparisons: list[Comparison]
) -> None:
    entry = CATALOGUE[id]
    assert entry.predict
    named = []
    for function, cases, oracle, view in comparisons:
        if function != entry.function:
            continue
        try:
            answers = [view(entry.predict(*case)) for case in cases]
        except ValueError:  # the idea has no answer for some of these
            continue
        found = _verdict(function, cases, answers, oracle, view)
        named += [found] if found is not None else []
    # With k = 3 and symmetric kernels ideas may coincide; then none is named, and never a wrong one.
    assert set(named) == {id}, named


def test_a_right_answer_is_nobodys_misconception(comparisons: list[Comparison]) -> None:
    assert {function for function, *_ in comparisons} >= {
        entry.function for entry in CATALOGUE.values() if entry.predict
    }
    for function, cases, oracle, view in comparisons:
        answers = [view(oracle(*case)) for case in cases]
        assert _verdict(function, cases, answers, oracle, view) is None


@pytest.fixture(scope="module")
def pairs(comparisons: list[Comparison]) -> dict[tuple[str, str, str], set[str]]:
    """(Function, outer idea, inner idea) -> what is named where somebody holds both."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for held, named in _names_of_pairs(comparisons):
        found.setdefault(held, set()).update({named} if named else ())
    return found


@pytest.mark.parametrize(
    ("function", "one", "other"),
    [
        ("toeplitz.toeplitz_matrix", "circular-border", "kernel-reversed"),
        ("toeplitz.toeplitz_matrix", "kernel-reversed", "rows-of-the-valid-part"),
        ("equivariance.translate", "axes-exchanged", "roll-instead-of-shift"),
        ("equivariance.translate", "one-axis-only", "sign-exchanged"),
        ("equivariance.equivariance_error", "absolute-error", "no-margin"),
        ("equivariance.equivariance_error", "norm-of-the-whole-map", "squared-error"),
    ],
)
def test_two_ideas_held_at_once_are_both_named(
    pairs: dict[tuple[str, str, str], set[str]], function: str, one: str, other: str
) -> None:
    name = "+".join(sorted((one, other)))
    held = [found for (of, *ideas), found in pairs.items() if of == function and set(ideas) == {one, other}]
    assert any(name in found for found in held)
    # On inputs that cannot tell, as a symmetric kernel, one of them may be named alone.
    assert set().union(*held) <= {name, one, other}


def test_what_two_ideas_answer_is_named_by_them_or_by_one_that_answers_the_same(
    pairs: dict[tuple[str, str, str], set[str]],
) -> None:
    """As reading a matrix by columns and its kernels backwards, which is one idea of its own."""
    for (function, outer, inner), found in pairs.items():
        for name in found - {outer, inner, "+".join(sorted((outer, inner)))}:
            assert "+" not in name and CATALOGUE[name].function == function
    both_named = [held for held, found in pairs.items() if "+".join(sorted(held[1:])) in found]
    assert len(both_named) >= 40


def _names_of_pairs(comparisons: list[Comparison]) -> Iterator[tuple[tuple[str, str, str], str | None]]:
    """(Function, outer idea, inner idea) -> what is named where somebody holds both, for each comparison."""
    for function, cases, oracle, view in comparisons:
        ideas = {id: CATALOGUE[id].predict for id in PREDICTING if CATALOGUE[id].function == function}
        for outer, inner in permutations(ideas, 2):
            try:
                answers = [view(both(ideas[outer], ideas[inner], oracle)(*case)) for case in cases]
            except (ValueError, IndexError, KeyError):  # the ideas have no answer for some of these
                continue
            yield (function, outer, inner), _verdict(function, cases, answers, oracle, view)


def test_two_ideas_that_fit_name_none(monkeypatch: pytest.MonkeyPatch) -> None:
    first = CATALOGUE["kernel-reversed"]
    twin = Misconception("twin", "1a", first.function, "A.", "B.", "C.", "", first.predict)
    monkeypatch.setitem(catalogue(), "twin", twin)
    cases = [(np.array([1.0, 2.0, 3.0]), 4)]
    assert first.predict
    answers = [np.asarray(first.predict(*cases[0]))]
    assert _verdict(first.function, cases, answers, oracles.toeplitz_matrix, np.asarray) is None


def test_what_the_student_reads_names_what_was_seen_and_no_expected_value() -> None:
    cases = [(np.array([1.0, 2.0, 3.0]), n) for n in (4, 5)]
    with pytest.raises(compare.Failed) as caught:
        compare.matches_oracle(
            "toeplitz.toeplitz_matrix", cases, lambda kernel, n: np.ones((n, 7)), oracles.toeplitz_matrix, what="it"
        )
    assert caught.value.seen == "Wrong shape of it on every input, such as (4, 7)."
    assert caught.value.misconception is None


def _verdict(
    function: str,
    cases: list[tuple[Any, ...]],
    answers: list[np.ndarray],
    oracle: Callable[..., Any],
    view: Callable[[Any], np.ndarray],
) -> str | None:
    """The misconception that these answers are taken for; None where they are right or not recognised."""
    rest = iter(answers)
    try:
        compare.matches_oracle(function, cases, lambda *_: next(rest), oracle, what="it", view=view)
    except compare.Failed as failed:
        return failed.misconception
    return None
