"""The marks in the master's files: what students see, what the reference keeps, and mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.markup import MarkupError, check_marks, solved, stub

MASTER = '''"""A file."""

import torch


def double(x):
    """Return 2 x."""
    # BEGIN SOLUTION NO PROMPT
    y = x + x  # twice
    return y
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1a): add x to itself (about 1 line).
    raise NotImplementedError("1a: implement double")
    """  # END PROMPT


# BEGIN SOLUTION NO PROMPT
def _helper():
    pass


# END SOLUTION
'''


def test_the_stub_has_the_prompt_and_nothing_of_the_solution() -> None:
    assert (
        stub(MASTER)
        == '''"""A file."""

import torch


def double(x):
    """Return 2 x."""
    # TODO(1a): add x to itself (about 1 line).
    raise NotImplementedError("1a: implement double")
'''
    )


def test_the_solved_file_has_the_solution_and_no_mark() -> None:
    assert (
        solved(MASTER)
        == '''"""A file."""

import torch


def double(x):
    """Return 2 x."""
    y = x + x  # twice
    return y


def _helper():
    pass
'''
    )


def test_a_solution_line_becomes_an_ellipsis_in_the_stub() -> None:
    line = "margin = 3  # SOLUTION\n"
    assert stub(line) == "margin = ...\n"
    assert solved(line) == "margin = 3\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\n# BEGIN SOLUTION\ny\n", r"a\.py:2: BEGIN SOLUTION has no END"),
        ("x\n# END SOLUTION\n", r"a\.py:2: END SOLUTION without a BEGIN"),
        (
            "# BEGIN SOLUTION\n\n# BEGIN SOLUTION\n",
            r"a\.py:3: BEGIN SOLUTION inside the SOLUTION that begins on line 1",
        ),
        ('# BEGIN SOLUTION\n""" # END PROMPT\n', r"a\.py:2: END PROMPT without a BEGIN"),
        ('""" # BEGIN PROMPT\n', r"a\.py:1: BEGIN PROMPT has no END"),
    ],
)
def test_an_unbalanced_mark_is_an_error_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        check_marks(text, Path("a.py"))
