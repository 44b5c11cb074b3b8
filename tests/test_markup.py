"""The marks in the master's files: what students see, what the reference keeps, and mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.markup import check_marks, check_notebook_marks, solved, stub
from autograder.errors import MarkupError

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


@pytest.mark.parametrize(
    "line",
    [
        "    # BEGIN SOLUTON",
        "    # Begin Solution",
        "    #BEGIN SOLUTION",
        "    # BEGIN SOLUTION NOPROMPT",
        "x = 1  # BEGIN SOLUTION",
        "# BEGIN PROMPT",
        "x = 1  # SOLUTON",
        "x = 1  #SOLUTION",
        "x = 1  # SOLUTION  # noqa",
    ],
)
def test_what_is_nearly_a_mark_is_an_error_since_students_would_read_the_solution(line: str) -> None:
    with pytest.raises(MarkupError, match=r"^a\.py:2: .* is nearly a mark"):
        check_marks(f"x\n{line}\n", Path("a.py"))


def test_a_comment_about_a_solution_is_no_mark() -> None:
    check_marks("# the solution begins where x ends\nx = 1  # a prompt\n# N, C, H, W\n", Path("a.py"))


NOTEBOOK = """# %% [markdown]
# ## SOLUTION
# # BEGIN TESTS

# %% [raw]
# # BEGIN QUESTION
# name: q1a

# %% [raw]
# # BEGIN SOLUTION

# %%
# BEGIN SOLUTION
x = 1
# END SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
"""


def test_marks_around_cells_and_in_cells_are_apart_and_text_holds_none() -> None:
    check_notebook_marks(NOTEBOOK, Path("n.py"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# # BEGIN SOLUTION\n", "", r"n\.py:17: END SOLUTION inside the QUESTION that begins on line 6"),
        ("# # END SOLUTION\n", "", r"n\.py:20: END QUESTION inside the SOLUTION that begins on line 10"),
        ("# # END QUESTION\n", "", r"n\.py:6: BEGIN QUESTION has no END"),
        ("# # BEGIN QUESTION\n", "", r"n\.py:9: BEGIN SOLUTION outside of a question"),
        ("# # BEGIN SOLUTION\n", "# # BEGIN SOLUTON\n", r"n\.py:10: unknown mark `# BEGIN SOLUTON`"),
        ("\n# END SOLUTION\n", "\n", r"n\.py:13: BEGIN SOLUTION has no END"),
    ],
)
def test_a_mistake_in_a_notebooks_marks_is_named_with_file_and_line(old: str, new: str, message: str) -> None:
    assert NOTEBOOK.count(old) == 1
    with pytest.raises(MarkupError, match=message):
        check_notebook_marks(NOTEBOOK.replace(old, new), Path("n.py"))
