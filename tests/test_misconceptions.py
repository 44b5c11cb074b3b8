"""The catalogue: complete entries, each of which is recognised by the hidden tests, and never taken for another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.grading import checks as compare
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
