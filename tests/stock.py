"""Stock Otter, to compare with: its own autograder zip of the same notebook and tests, and an image that runs it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.homework import load_homework
from autograder.settings import PACKAGE
from tests.images import docker

HOMEWORK = PACKAGE.parent / "solutions"

DOCKERFILE = """
FROM autograder
COPY constraints.txt /
RUN /autograder/venv/bin/python -m ensurepip >/dev/null \\
 && /autograder/venv/bin/python -m pip install --quiet --no-cache-dir --constraint /constraints.txt \\
    'otter-grader[grading]==7.0.0' ipykernel
"""


# `otter grade` as it is, but for the image: its own recipe fetches conda from outside, which takes many minutes.
GRADE = """
import sys
from otter.grade import containers, main
image, zips, out, autograder, at_once = sys.argv[1:]
containers.build_image = lambda *_: image
main(name="stock", paths=[zips], output_dir=out, autograder=autograder, containers=int(at_once), ext="zip",
     no_network=True)
"""
GRADE_DOCKERFILE = """
FROM autograder-stock
RUN rm -r /autograder/source && touch /autograder/submission_metadata.json
COPY source /autograder/source
RUN printf '#!/bin/sh\\nexec /autograder/venv/bin/python /autograder/source/run_otter.py\\n' >/autograder/run_autograder
"""


def stock_otter(folder: Path, reference: Path) -> list[str]:
    """Prepare stock Otter's autograder zip in `folder`; return the arguments of `otter` that grade the reference."""
    shutil.copytree(reference, folder / "submission")
    for name in load_homework().files:
        shutil.copy(reference / name, folder)
    (folder / "results").mkdir()
    _generate(folder, load_homework().files)
    return ["run", "-a", "otter.zip", "-o", "results", f"submission/{load_homework().notebook}"]


def otter_grade(sources: list[Path], folder: Path, at_once: int) -> float:
    """Seconds that `otter grade` takes for `sources`, whole submissions, with a container each, so many at a time.

    Args:
        folder: a new one to work in.
    """
    (folder / "zips").mkdir(parents=True)
    for source in sources:
        shutil.make_archive(str(folder / "zips" / source.name), "zip", source)
    context = folder / "context"
    _generate(folder, ())
    with zipfile.ZipFile(folder / "otter.zip") as archive:
        archive.extractall(context / "source")
    config = context / "source" / "otter_config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "zips": True}), encoding="utf-8")
    (context / "Dockerfile").write_text(GRADE_DOCKERFILE, encoding="utf-8")
    image = _build(context, "autograder-stock-grade")
    command = [sys.executable, "-c", GRADE, image, *map(str, (folder / "zips", folder, folder / "otter.zip", at_once))]
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    taken = time.monotonic() - began
    with (folder / "final_grades.csv").open(encoding="utf-8", newline="") as file:
        statuses = {row["grading_status"] for row in csv.DictReader(file)}
    if not statuses <= {"Completed", "--"}:
        raise SystemExit(f"stock Otter could not grade all: {statuses}")
    return taken


def _generate(folder: Path, students_files: Sequence[str]) -> None:
    """Make otter.zip in `folder`, of the hidden Otter tests, what students are given, and these files."""
    support = load_homework().support
    for name in support:
        shutil.copy(HOMEWORK / name, folder)
    (folder / "data").mkdir()
    shutil.copy(HOMEWORK / "data" / "subset.npz", folder / "data")
    otter, tests = Path(sys.executable).with_name("otter"), HOMEWORK / "hidden" / "otter"
    files = [*students_files, *support, "data/subset.npz"]
    generate = [str(otter), "generate", "-t", str(tests), "-o", "otter.zip", "--no-environment", *files]
    subprocess.run(generate, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def build_stock_image(context: Path) -> str:
    """Our image with all that stock Otter needs to grade; needs the image `autograder` and an engine."""
    context.mkdir(parents=True, exist_ok=True)
    (context / "Dockerfile").write_text(DOCKERFILE, encoding="utf-8")
    shutil.copy(PACKAGE.parent / "requirements.lock", context / "constraints.txt")
    return _build(context, "autograder-stock")


def _build(context: Path, tag: str) -> str:
    docker("build", "--quiet", "--network=host", f"--tag={tag}", str(context))
    return tag


def earned(folder: Path) -> tuple[float, float]:
    """Points earned and points to earn by the results that stock Otter left in `folder`; not every entry has points."""
    tests = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))["tests"]
    return sum(test.get("score", 0) for test in tests), sum(test.get("max_score", 0) for test in tests)
