"""Tries the attacks in containers, and keeps what is found beside the samples: the second half of `make prove`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from autograder.authoring.proof.proven import FILE
from autograder.authoring.release import build
from autograder.homework import load_homework, samples_folder
from tests.images import RIGHTS, ROOT, build_image, prove_attacks, why_not


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
