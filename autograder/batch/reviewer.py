"""What people added to one submission's grade, applied in a fixed order on top of what its tests found.

First tests, then questions, then excused questions, then being late, and last the total, so that a total which somebody
has set stands. Within each step the order is that of adjustments.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from autograder.batch.adjustments import Adjust, Adjustments
from autograder.batch.late import lateness, parse_time, penalty, reason
from autograder.batch.marks import Marks, review_marks
from autograder.batch.roster import Entry
from autograder.grading.outcomes import Grade
from autograder.grading.review import Change, Mark, Review
from autograder.settings import Settings

_PLACES = 2  # behind the point, of scores that shares of points make


@dataclass
class Reviewer:
    """Adds to each grade of a batch what people said."""

    settings: Settings
    adjustments: Adjustments = field(default_factory=Adjustments)
    marks: Marks = field(default_factory=dict)

    def review(self, grade: Grade, entry: Entry) -> Grade:
        """`grade`, as the tests found it, with all that people added; as it is where they added nothing."""
        adjusts, changes = self.adjustments.of(entry), list[Change]()
        marks, flags = review_marks(entry, self.marks, grade.answers, self.settings)
        grade = _tests(grade, adjusts, changes)
        questions = self._questions(grade, adjusts, changes)
        excused = frozenset(one.question for one in adjusts if one.excuse and one.question)
        total = self._total(grade, questions, marks, adjusts, changes)
        total, days = self._late(entry, total, changes, flags)
        for one in adjusts:
            if not (one.test or one.question):
                total = _changed("Total", total, _after(one, total, None), one.reason, changes)
        if not (changes or marks or days or flags):
            return grade
        review = Review(round(total, _PLACES), questions, excused, tuple(changes), marks, days, tuple(flags))
        return replace(grade, review=review)

    def _questions(self, grade: Grade, adjusts: list[Adjust], changes: list[Change]) -> dict[str, float]:
        found: dict[str, float] = {}
        for one in adjusts:
            if one.question and not one.excuse:
                most = sum(outcome.points for outcome in grade.outcomes if outcome.question == one.question)
                before = found.get(one.question, grade.earned(one.question))
                what = f"Question {one.question}"
                found[one.question] = _changed(what, before, _after(one, before, most), one.reason, changes)
        return found

    def _total(
        self,
        grade: Grade,
        questions: dict[str, float],
        marks: dict[str, Mark],
        adjusts: list[Adjust],
        changes: list[Change],
    ) -> float:
        """The sum over questions; those that are excused are taken out, and the others count for them."""
        earned: dict[str, float] = {}
        worth: dict[str, float] = {}
        for id in dict.fromkeys(outcome.question for outcome in grade.outcomes):
            mark = marks.get(id, Mark(None, 0.0))
            earned[id] = questions.get(id, grade.earned(id)) + (mark.points or 0.0)
            worth[id] = sum(outcome.points for outcome in grade.outcomes if outcome.question == id) + mark.most
        counting, total = set(earned), sum(earned.values())
        for one in adjusts:
            if one.excuse and one.question in counting and worth[one.question]:
                counting.discard(one.question)
                left = sum(worth[id] for id in counting)
                if not left:  # everything is excused: then nothing is lost
                    after = sum(worth.values())
                else:
                    after = sum(earned[id] for id in counting) * sum(worth.values()) / left
                why = f"{one.reason} The question does not count; the others count for all the points."
                total = _changed(f"Total without question {one.question}", total, after, why, changes)
        return total

    def _late(self, entry: Entry, total: float, changes: list[Change], flags: list[str]) -> tuple[float, int]:
        rule, extension = self.adjustments.late, self.adjustments.extension(entry)
        if rule is None:
            return total, 0
        moment = parse_time(entry.time)
        if moment is None:
            flags.append("nobody knows when it was handed in, so being late costs nothing")
            return total, 0
        late = lateness(rule, extension, moment)
        taken = penalty(rule, late, total)
        if taken:
            total = _changed("Total, for being late", total, total - taken, reason(rule, extension, late), changes)
        return total, late.days


def _tests(grade: Grade, adjusts: list[Adjust], changes: list[Change]) -> Grade:
    outcomes = {outcome.test: outcome for outcome in grade.outcomes}
    for one in adjusts:
        if one.test and (outcome := outcomes.get(one.test)):
            what = f"Question {outcome.question}, {outcome.title}"
            after = _after(one, outcome.earned, outcome.points)
            given = _changed(what, outcome.earned, after, one.reason, changes)
            outcomes[one.test] = replace(outcome, given=given)
    return replace(grade, outcomes=tuple(outcomes.values()))


def _after(one: Adjust, before: float, most: float | None) -> float:
    """The points after an adjustment: none below 0, and of a test or question none above its own."""
    if one.full:
        assert most is not None
        return most
    after = one.points if one.points is not None else before + (one.add or 0.0)
    return max(0.0, after if most is None else min(most, after))


def _changed(what: str, before: float, after: float, why: str, changes: list[Change]) -> float:
    after = round(after, _PLACES)
    if after != round(before, _PLACES):
        changes.append(Change(what, round(before, _PLACES), after, why))
    return after
