"""A batch without the notebook and any training, in a process of its own: what the driver itself needs.

`python -m tests.bench_driver SOURCE OUT` prints its CPU seconds and its peak resident megabytes.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from autograder.batch.run import grade_all
from autograder.homework import load_homework
from autograder.settings import Settings


def only_tests(settings: Settings, keep: Callable[[str], bool]) -> Settings:
    """The same homework with these hidden tests alone."""
    questions = {
        id: replace(question, tests={name: points for name, points in question.tests.items() if keep(name)})
        for id, question in settings.questions.items()
    }
    return replace(settings, questions=questions, partial=True)


def main() -> None:
    source, out = map(Path, sys.argv[1:])
    settings = only_tests(load_homework(), lambda name: name == "test_worksheet_weight_counts")
    if grade_all(source, out, settings).graded:
        from autograder.batch.report import write_report  # as `autograder batch` does it: late

        write_report(out, settings)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
