"""Tries the attacks in containers, and keeps what is found beside the samples: the second half of `make prove`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from autograder.authoring.proof.proven import FILE
from autograder.authoring.release import build
from autograder.homework import load_homework, samples_folder
from tests.images import ROOT, build_image, docker, why_not

# A container with the checkout's own grader in place of the image's.
CHECKOUT = (
    *("run", "--rm", "--network=none", "--tmpfs=/tmp:exec"),
    *(f"--volume={ROOT}:/checkout:ro", "--env=PYTHONPATH=/checkout"),
)
ORDINARY = ("--user=65534:65534", "--env=HOME=/tmp")  # an ordinary user, who has one uid
RIGHTS = {"as root": (), "as an ordinary user": ORDINARY}


def prove_attacks(image: str, reference: Path, *options: str, again: float = 0.0) -> str:
    """Try the attacks in a container: those that are not proven for its rights, and a share of the others.

    Args:
        reference: a built dist/solution; the image has not what it takes to build one.
        options: of `docker run`.
    """
    command = ["/autograder/venv/bin/python", "-m", "autograder", "prove", "attack", "--again", str(again)]
    command += ["--workers", "3", "--reference", "/reference"]
    return docker(*CHECKOUT, f"--volume={reference}:/reference:ro", *options, image, *command)


def main() -> None:
    if why := why_not():
        print(f"Attacks in containers are left out: {why}.")
        return
    settings = load_homework(ROOT / "solutions")
    kept = samples_folder(settings)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        build(settings, folder / "built")
        print("Building the image ...")
        image = build_image()
        # One that the container's ordinary user may write, too.
        writable = Path(shutil.copytree(kept, folder / "samples"))
        writable.chmod(0o777)
        volume = f"--volume={writable}:/checkout/{kept.relative_to(ROOT)}"
        for rights, options in RIGHTS.items():
            print(f"Trying the attacks in a container, {rights} ...")
            try:
                prove_attacks(image, folder / "built" / "dist" / "solution", volume, *options)
            except AssertionError as error:
                sys.exit(str(error))
            finally:
                shutil.copyfile(writable / FILE, kept / FILE)


if __name__ == "__main__":
    main()
