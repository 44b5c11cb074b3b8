"""Runs the pytest graders: each test gets a fresh sandbox through the fixture `student`."""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.errors import ConfigError, SandboxTimeout, TemplateError
from autograder.grading.evidence import Evidence, collected
from autograder.grading.needs import stand_ins_for
from autograder.grading.outcomes import Outcome
from autograder.grading.together import judged_together
from autograder.grading.verdict import is_graders_fault, outcome
from autograder.homework import graders, use
from autograder.settings import Settings
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Student

# Parts of pytest that the graders have no use for: most of the time that it takes besides the tests.
_UNUSED = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "logging", "monkeypatch", "pastebin"),
    *("recwarn", "setuponly", "setupplan", "stepwise", "terminal", "threadexception", "tmpdir", "unittest"),
    *("unraisableexception", "warnings"),
)


def run_pytest_graders(
    settings: Settings,
    start: Callable[[], Sandbox],
    advance: Callable[[Outcome], object] = lambda outcome: None,
    hung: Hung | None = None,
) -> list[Outcome]:
    """Run the homework's hidden/test_*.py; arguments and errors are those of run_and_collect."""
    return judged_together(*run_and_collect(settings, start, advance, hung))


def run_and_collect(
    settings: Settings,
    start: Callable[[], Sandbox],
    advance: Callable[[Outcome], object] = lambda outcome: None,
    hung: Hung | None = None,
) -> tuple[list[Outcome], dict[str, Evidence]]:
    """Run the homework's hidden/test_*.py, each judged by itself.

    Args:
        start: makes a sandbox with the student's files.
        advance: called with each test's outcome.
        hung: what has hung so far in this grading.

    Returns:
        The outcomes, and what each test has seen.

    Raises:
        ConfigError: pytest could not even collect the graders.
        TemplateError: a sandbox could not be started.
    """
    plugin = _Plugin(settings, start, advance, hung or Hung())
    use(settings)
    arguments = [str(path) for path in graders(settings)]
    folder = str(settings.folder)
    options = ["--assert=plain", "--import-mode=importlib", "--disable-plugin-autoload", "--rootdir", folder]
    without = [option for name in _UNUSED for option in ("-p", f"no:{name}")]
    with contextlib.redirect_stdout(io.StringIO()) as printed, pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_ADDOPTS", raising=False)  # options for somebody's own tests, and none of the graders'
        status = pytest.main([*arguments, *options, "-c", os.devnull, *without], plugins=[plugin])
    if plugin.broken is not None:
        raise plugin.broken
    if plugin.problems or status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise ConfigError(
            "the hidden graders cannot be collected: " + "\n".join([*plugin.problems, printed.getvalue()])
        )
    return plugin.outcomes, plugin.evidence


class _Plugin:
    def __init__(
        self, settings: Settings, start: Callable[[], Sandbox], advance: Callable[[Outcome], object], hung: Hung
    ) -> None:
        self.settings, self.start, self.advance = settings, start, advance
        self.outcomes: list[Outcome] = []
        self.evidence: dict[str, Evidence] = {}  # test -> what it has seen
        self.problems: list[str] = []
        self.broken: TemplateError | None = None
        self.hung = hung
        self.hung_itself: set[str] = set()  # of these, what hung also with the grader's functions below it

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "public: students hold a check of the same property")
        config.addinivalue_line("markers", "about(name): the student's function or class that it tests")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problems.append(str(report.longrepr))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.settings.partial:
            items[:] = [item for item in items if item.name in self.settings.question_of]
        for item in items:
            if item.name not in self.settings.question_of:
                self.problems.append(f"{item.nodeid} has no points; name it under its question in assignment.toml")
        if self.problems:
            items.clear()

    @pytest.fixture
    def student(self) -> Any:
        student = Student(self.start, self.hung)
        yield student
        student.close()

    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Run the test and keep its outcome; for pytest itself every test that ran has passed."""
        try:
            self._run(pyfuncitem)
        except TemplateError as error:  # no other test would fare better
            self.broken = error
            pyfuncitem.session.shouldstop = "the template has gone"
        return True

    def _run(self, pyfuncitem: pytest.Function) -> None:
        arguments: dict[str, Any] = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
        student: Student = arguments["student"]
        needs = stand_ins_for(*(name for mark in pyfuncitem.iter_markers("about") for name in mark.args))
        hung = any(name in self.hung for name in needs)
        with collected() as evidence:
            error = None if hung else _attempt(pyfuncitem.obj, arguments)
        note = ""
        own = isinstance(error, SandboxTimeout) and error.name in self.hung_itself
        if needs and (hung or (error is not None and not is_graders_fault(error) and not own)):
            # A mistake in what the test needs has cost its points there already.
            student.renew(needs)
            with collected() as evidence_again:
                again = _attempt(pyfuncitem.obj, arguments)
            if again is None:
                note = f"passed with the grader's {', '.join(needs)} in place of the student's"
                if isinstance(error, SandboxTimeout) and error.name:
                    self.hung.blame(needs, error.name)
            elif isinstance(again, SandboxTimeout):
                self.hung_itself.add(again.name)
            if again is None or hung or isinstance(again, AssertionError):
                # What is seen without the mistakes that have cost their points elsewhere.
                error, evidence = again, evidence_again
        student.close()
        self.evidence[pyfuncitem.name] = evidence
        public = pyfuncitem.get_closest_marker("public") is not None
        self.outcomes.append(
            outcome(self.settings, pyfuncitem.obj, error, public=public, printed=student.printed, note=note)
        )
        self.advance(self.outcomes[-1])


def _attempt(function: Callable[..., object], arguments: dict[str, Any]) -> BaseException | None:
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():  # a student's odd numbers are no warning of ours
            warnings.simplefilter("ignore")
            function(**arguments)
    except TemplateError:
        raise
    except Exception as error:
        return error
    return None
