"""Where a student goes on, question by question: the file to mend, and the public check that is nearest."""

from __future__ import annotations

from autograder.grading.outcomes import Grade
from autograder.settings import Settings


def next_step(question: str, grade: Grade, settings: Settings) -> str:
    """One or two sentences for a question that lost points in a test; "" for any other."""
    outcomes = [outcome for outcome in grade.outcomes if outcome.question == question]
    if not any(outcome.status == "failed" for outcome in outcomes):
        return ""
    places = settings.questions[question].files or (settings.notebook,)
    step = f"Next: mend {' and '.join(places)}."
    if not settings.check:
        return step
    command = f"`{settings.check} {question}`"
    public = [outcome for outcome in outcomes if outcome.public]
    first = next((outcome for outcome in public if outcome.status == "failed"), None)
    if first is not None:
        return f"{step} Then run {command} until it shows nothing for «{first.title}»."
    if public:
        return f"{step} The public checks, {command}, pass already: add one of your own for what is said above."
    return f"{step} Then run {command}."
