# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: Windows
# init_cell: true
# check_all_cell: false
# export_cell: false
# tests:
#   files: true
#   ok_format: false

# %% [markdown]
# # Moving windows
#
# The holes are marked `TODO` in `windows.py`. `grader.check` runs a public check; the hidden ones look further.

# %% [markdown]
# ## 1. The mean in a window
#
# Fill `window_count` and `moving_average` in `windows.py`, then smooth the signal below.

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [raw]
# # BEGIN SOLUTION

# %%
from windows import moving_average

signal = [1.0, 2.0, 6.0, 2.0, 1.0]
smoothed = moving_average(signal, 3)
print(smoothed)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q1_public_there_is_a_mean_for_each_window(smoothed):
    """There is a mean for each window"""
    assert smoothed is not None, "smoothed does not exist yet: does the cell above run without an error?"
    assert len(smoothed) == 3, "How many windows of 3 neighbours do 5 numbers have?"


# %%
""" # BEGIN TEST CONFIG
points: 2
hidden: true
"""  # END TEST CONFIG


def test_smoothed_signal(smoothed):
    """The signal is smoothed with a window of 3."""
    assert all(abs(seen - mean) < 1e-9 for seen, mean in zip(smoothed, [3.0, 10 / 3, 3.0], strict=True)), (
        "The smoothed signal is not the mean of each window of 3."
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# **Question 1.** What does a wider window do to the peak, and why?

# %% [markdown]
# **Answer 1.**
#
# _Type your answer here._
