"""What the findings prove: by question, by hidden test, by misconception; as text for PROOF.md and the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from autograder import __version__
from autograder.authoring.proof.examine import Finding
from autograder.authoring.proof.samples import Kind
from autograder.settings import Settings

_TITLE = {
    "misconception": "misconceptions, each recognised by name and losing points in its question alone",
    "right": "right solutions in another style, each with full marks",
    "wrong": "other wrong solutions, each losing points in its question alone",
    "attack": "attacks, each contained",
}


@dataclass(frozen=True)
class Proof:
    """The findings on all samples that were examined, and what was found of pairs of ideas."""

    settings: Settings
    findings: list[Finding]
    pairs: tuple[str, ...] = ()  # as lines of text

    @property
    def failures(self) -> list[str]:
        """What contradicts the claims: samples that were misjudged, and tests that no sample needs."""
        misjudged = [
            f"{finding.sample.kind} {finding.sample.name}: {problem}"
            for finding in self.findings
            for problem in finding.problems
        ]
        if not self._of("wrong") or not self._of("misconception"):
            return misjudged  # not all samples were examined
        return misjudged + [
            f"{test}: no sample fails it and nothing else in its question"
            for test, alone in self.needed().items()
            if not alone
        ]

    def needed(self) -> dict[str, list[str]]:
        """Hidden test -> the samples that fail it and nothing else in its question: what it alone catches."""
        alone: dict[str, list[str]] = {test: [] for test in self.settings.question_of}
        for finding in self.findings:
            if finding.sample.kind in ("misconception", "wrong") and len(finding.lost) == 1:
                alone[finding.lost[0]].append(finding.sample.name)
        return alone

    def markdown(self) -> str:
        """The whole proof, the same for the same findings."""
        lines = [
            "# Proof",
            "",
            "What `autograder prove` found, and what it writes.",
            f"Grader {__version__}.",
            "",
            *(
                f"- {self._good(kind)} of {len(self._of(kind))} {title}"
                for kind, title in _TITLE.items()
                if self._of(kind)
            ),
            "",
            "## By question",
            "",
            "| question | samples | caught | recognised | unexplained |",
            "|---|---|---|---|---|",
            *(f"| {' | '.join(map(str, row))} |" for row in self.by_question()),
            f"| all | {' | '.join(map(str, self.in_all()))} |",
            "",
            "*Recognised*: the feedback names the wrong idea. *Unexplained*: it says that values or shapes are wrong,",
            "and no more: no idea, no hint, nothing that is true of the answer, nothing that it lacks.",
            "",
            "## Every hidden test earns its place",
            "",
            "How many samples fail this test and nothing else in their question, and one of them:",
            "",
            "| question | test | alone | such as |",
            "|---|---|---|---|",
            *(
                f"| {self.settings.question_of[test].id} | {test} | {len(names)} | {names[0]} |"
                for test, names in self.needed().items()
                if names
            ),
            "",
            "## Misconceptions",
            "",
            "| question | id | tests that it fails |",
            "|---|---|---|",
            *(
                f"| {finding.sample.question} | {finding.sample.name} | {', '.join(finding.lost)} |"
                for finding in self._of("misconception")
            ),
            "",
            *((*self.pairs, "") if self.pairs else ()),
            "## Attacks",
            "",
            "| attack | costs |",
            "|---|---|",
            *(
                f"| {finding.sample.name.replace('_', ' ')} | {', '.join(sorted(finding.questions)) or 'nothing'} |"
                for finding in self._of("attack")
            ),
        ]
        failures = self.failures
        if failures:
            lines += ["", "## What contradicts this", "", *(f"- {failure}" for failure in failures)]
        return "\n".join(lines) + "\n"

    def costs(self) -> str:
        """What each attack cost where it was examined: text for a file of its own, other each time."""
        attacks = self._of("attack")
        rows = [
            f"| {finding.sample.name.replace('_', ' ')} | {', '.join(sorted(finding.questions)) or 'nothing'} "
            f"| {finding.seconds:.0f} | {finding.disk_mb:.0f} |"
            for finding in attacks
        ]
        memory = max((finding.grader_mb for finding in attacks), default=0.0)
        return "\n".join(
            [
                "# What each attack costs",
                "",
                f"{self._good('attack')} of {len(attacks)} attacks were contained. The grader's own process took",
                f"at most {memory:.0f} MB in all of them, the proof's own libraries included. Several ran at a time.",
                "",
                "| attack | points lost in | seconds | MB on the disk, one sandbox |",
                "|---|---|---|---|",
                *rows,
                "",
                "Made by `autograder prove attack --costs FILE`.",
                "",
            ]
        )

    def by_question(self) -> list[tuple[str, int, int, int, int]]:
        """Question, samples, caught, recognised, unexplained; of misconceptions and other wrong solutions together."""
        rows = []
        for question in self.settings.questions:
            mine = [
                finding
                for finding in self.findings
                if finding.sample.question == question and finding.sample.kind in ("misconception", "wrong")
            ]
            caught = [finding for finding in mine if question in finding.questions]
            recognised = [finding for finding in caught if finding.recognised]
            unexplained = [finding for finding in caught if not finding.explained]
            rows.append((question, len(mine), len(caught), len(recognised), len(unexplained)))
        return rows

    def in_all(self) -> tuple[int, ...]:
        """The same of all questions together."""
        return tuple(map(sum, zip(*([row[1:] for row in self.by_question()]), strict=True)))

    def _of(self, kind: Kind | str) -> list[Finding]:
        return [finding for finding in self.findings if finding.sample.kind == kind]

    def _good(self, kind: str) -> int:
        return sum(not finding.problems for finding in self._of(kind))
