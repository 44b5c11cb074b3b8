"""Where a student goes on after a test that failed: the file to mend, and the public check that is nearest."""

from __future__ import annotations

from autograder.grading.outcomes import Outcome
from autograder.settings import Settings


def next_step(outcome: Outcome, settings: Settings) -> str:
    """One or two short sentences; "" where there is nothing to mend, or the test says nothing at all."""
    if outcome.status != "failed" or not outcome.seen:
        return ""
    question = settings.questions[outcome.question]
    files = () if outcome.in_notebook else question.files
    step = f"mend {' and '.join(files or (settings.notebook,))}."
    if outcome.in_notebook:
        command = f'grader.check("q{question.id}")'
    elif settings.check:
        command = f"{settings.check} {question.id}"
    else:
        return step
    if nearest := settings.nearest.get(outcome.test):
        return f"{step} Nearest public check: {command}, «{nearest}»."
    return f"{step} No public check looks at this; {command} runs what there is."
