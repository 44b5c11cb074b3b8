"""The adjustments.toml that somebody starts from."""

TEMPLATE = """\
# What people change in the scores, each with a reason that the student reads. Every line is a comment so far.
# `autograder adjust FOLDER` checks this file and applies it, on top of what the tests found; grading again keeps it.

# [[adjust]]
# who = "ada@example.edu"          # a submission, e-mail or student id; without it: everybody
# test = "test_window_count"       # or question = "1", or neither: the total
# points = 2                       # or add = -1, or full = true (all its points), or excuse = true (a question)
# reason = "The text allowed this reading."

# [late]
# due = 2026-11-01T23:59:00+01:00  # with the offset from UTC
# grace_minutes = 15
# free_days = 0                    # late days that cost nothing
# per_day = 10                     # points for each day begun, or "10%" of what was earned
# cap = 50                         # the most that is taken, also as "50%"

# [[extend]]
# who = "grace@example.edu"
# days = 3                         # or due = 2026-11-04T23:59:00+01:00
# reason = "Ill; the certificate is here."
"""
