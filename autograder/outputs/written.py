"""The written answers by question, on a page and as a PDF, for a person to grade beside the rubric."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.atomic import write_whole
from autograder.outputs.feedback import render_pieces
from autograder.settings import Settings

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_PDF_SECONDS = 120


def write_written(answers: Mapping[str, Mapping[str, str]], settings: Settings, path: Path) -> None:
    """Write the page, all or nothing.

    Args:
        answers: who -> question id -> the answer as typed, "" where it is missing.
    """
    questions = [
        {
            "id": question.id,
            "title": question.title,
            "answers": _to(question.id, answers),
        }
        for question in settings.questions.values()
    ]
    several = len(answers) > 1
    write_whole(path, render_pieces("written.html", title=settings.title, questions=questions, several=several))


def _to(question: str, answers: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for who, mine in answers.items():
        yield who, mine.get(question, "")


def print_to_pdf(page: Path, pdf: Path) -> str:
    """Print `page` with headless Chromium.

    Returns:
        "", or why there is no PDF.
    """
    browser = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if browser is None:
        return "no Chromium on this machine"
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--disable-gpu", "--no-sandbox", "--disable-background-networking", "--no-first-run"]
        command = [browser, *options, f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
        try:
            done = subprocess.run([*command, page.resolve().as_uri()], capture_output=True, timeout=_PDF_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"Chromium did not print it: {error}"
    return "" if done.returncode == 0 and pdf.is_file() else f"Chromium did not print it: {done.stderr[-300:]!r}"
