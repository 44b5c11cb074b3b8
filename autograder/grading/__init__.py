"""From a submission to its grade. Hidden tests run in this process and never reach a sandbox.

grade.py          the whole way: two lanes side by side, then a second chance
session.py        what all sandboxes of one grading share
pytest_lane.py    runs the pytest graders, a fresh sandbox for each test
notebook_lane.py  runs the notebook's part, and its second chance
notebook_run.py   runs a notebook, question after question, in a kernel that is replaced where it dies
otter_lane.py     runs the Otter graders on the notebook's variables, and finds the written answers
needs.py          what stands in for what a function needs
checks.py         what hidden tests say it with: matches_oracle, accepts, rejects, fail
closeness.py      when two answers agree
misconceptions.py the catalogue of known wrong ideas
evidence.py       what a hidden test has seen of the student's functions
ideas.py          which of them explain an answer, one or two at once
near_miss.py      what is true of an answer that none of them explains
together.py       all tests of a function judged together, and each explanation said once
verdict.py        from the exception that ended a hidden test to the outcome that the student reads
matrices.py       the student's own matrices, to be looked at
titles.py         the hidden tests, read without running them
outcomes.py       an outcome, a grade
"""
