"""The notebook as a student has it: in JupyterLab, run from the top, with its checks."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.grade import grade_submission
from autograder.grading.outcomes import Grade
from autograder.settings import Settings
from autograder.wall.template import Template
from tests.browser import chromium
from tests.stock import earned, stock_otter


@contextmanager
def jupyter_lab(folder: Path, settings_folder: Path) -> Iterator[str]:
    """A JupyterLab that serves `folder`; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Without windowing every cell is in the page, not only those in view.
    tracker = settings_folder / "@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}))
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            "--IdentityProvider.token=",
        ],
        cwd=folder,
        env={**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(settings_folder), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def handout(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built / "assignment", tmp_path / "handout"))


def opened(browser: Any, address: str, settings: Settings) -> Any:
    """The notebook in a tab of JupyterLab, with its kernel: a new one, or the one that it has had there."""
    tab = browser.new_page(viewport={"width": 1400, "height": 1000})
    tab.goto(f"{address}/lab/tree/{settings.notebook}")
    tab.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=60_000)
    tab.get_by_text(re.compile(r"\| Idle")).wait_for(timeout=60_000)  # before, JupyterLab asks for a kernel
    return tab


def run_all(tab: Any) -> list[str]:
    """Run all cells; the texts of all outputs, and how many pictures with an alternative text there are."""
    cells = tab.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt")
    last = cells.nth(cells.count() - 1)
    before = last.inner_text()
    tab.get_by_text("Run", exact=True).first.click()
    tab.get_by_text("Run All Cells", exact=True).click()
    deadline = time.monotonic() + 240
    while not (re.search(r"\[\d+\]", now := last.inner_text()) and now != before):
        assert time.monotonic() < deadline, "the last cell was not run"
        time.sleep(0.5)
    texts: list[str] = tab.locator(".jp-Notebook .jp-OutputArea-output").all_inner_texts()
    pictures = tab.locator(".jp-Notebook .jp-OutputArea-output img[alt]").count()
    return [*texts, f"{pictures} pictures"]


@pytest.fixture(scope="module", autouse=True)
def by_otter(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Future[tuple[float, float]]]:
    """The points that stock Otter gives the reference, under way while JupyterLab runs it too."""
    folder = tmp_path_factory.mktemp("otter")

    def run() -> tuple[float, float]:
        command = [str(Path(sys.executable).with_name("otter")), *stock_otter(folder, reference)]
        # Where its kernel loses a message, it would wait for ever.
        subprocess.run(
            command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400
        )
        return earned(folder)

    with ThreadPoolExecutor() as pool:
        yield pool.submit(run)


def test_the_whole_way_from_the_untouched_notebook_to_what_is_handed_in(
    handout: Path,
    reference: Path,
    settings: Settings,
    template: Template,
    graded: Callable[[str], Grade],
    tmp_path: Path,
) -> None:
    """Untouched; with one file, which has a mistake; with all of it right; saved and packed: the zip gets every point.

    All in one kernel: what is edited is loaded without a restart.
    """
    notebook = handout / settings.notebook
    right = (reference / "toeplitz.py").read_text()
    assert "column - row +" in right
    with chromium() as browser, jupyter_lab(handout, tmp_path / "settings") as address:
        tab = opened(browser, address, settings)
        untouched = run_all(tab)
        (handout / "toeplitz.py").write_text(right.replace("column - row +", "row - column +"))
        wrong = run_all(tab)
        tab.close()
        # Written now, as by an editor: a copy with the time of the original would look older than what is loaded.
        shutil.copytree(reference, handout, dirs_exist_ok=True, copy_function=shutil.copyfile)
        tab = opened(browser, address, settings)
        mended = run_all(tab)
        runs = int(tab.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last.inner_text().strip("[]: "))
        cells = tab.locator(".jp-Notebook .jp-CodeCell").count()
        sliders = tab.locator(".jp-Notebook .widget-slider").count()
        before = notebook.stat().st_mtime_ns
        tab.get_by_text("File", exact=True).first.click()
        tab.get_by_text("Save Notebook", exact=True).first.click()
        while notebook.stat().st_mtime_ns == before:
            time.sleep(0.2)
    assert any("Still open: 1a: implement toeplitz_matrix." in text for text in untouched)
    assert not [text for text in untouched if text.startswith("NotImplementedError") or "NameError" in text]
    assert not [text for text in untouched if "Traceback" in text]
    assert not [text for text in untouched if "passed" in text]
    assert not [text for text in wrong if "Still open: 1a" in text]
    assert [text.split()[0] for text in wrong if "passed" in text] == ["q1b"]  # 1a and 1c share what is wrong
    checked = next(text for text in wrong if "public checks" in text and "written answer" in text)
    assert "1a  The matrix for nine inputs and a kernel of three, by hand" in checked
    assert "1b  The counts" not in checked
    passed = [text.split()[0] for text in mended if "passed" in text]
    assert passed == [f"q{question}" for question in settings.questions], mended
    assert not [text for text in mended if "Error" in text or "failed" in text]
    assert (int(mended[-1].split()[0]), sliders) == (24, 2)
    assert runs > 2 * cells  # the kernel is still the first one
    packed = subprocess.run([sys.executable, "hand_in.py"], cwd=handout, capture_output=True, text=True, check=True)
    assert packed.stdout.splitlines()[-1] == "submission.zip can be graded. Upload it."
    grade = grade_submission(handout / "submission.zip", settings, template=template)
    assert (grade.score, grade.notes) == (100, ())
    assert grade.outcomes == graded("reference").outcomes  # the same files score the same, whenever they are graded


def test_stock_otter_gives_the_reference_every_point(by_otter: Future[tuple[float, float]]) -> None:
    assert by_otter.result() == (6, 6)
