"""Hidden graders. They run in the grader's process and never reach a sandbox.

runner.py         runs the pytest graders, a fresh sandbox for each test
notebook_runner.py  runs the notebook, question after question, in a kernel that is replaced where it dies
otter_runner.py   runs the Otter graders on its variables
titles.py         the titles of tests that were never run
report.py         from the exception that ended a test to the outcome that the student reads
compare.py        answers against oracles, and the words for what differs
training.py       models trained in the sandbox, judged by labels that never leave the grader
test_*.py         the pytest graders, one file a concept
otter/q*.py       the Otter graders; GENERATED from the master notebook
"""
