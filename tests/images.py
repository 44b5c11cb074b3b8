"""The grader's images, built for the tests that run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from autograder.settings import PACKAGE

TESTS = Path(__file__).parent
ROOT = PACKAGE.parent

FROM_HERE = ["--build-arg=BASE=autograder-base", "--build-arg=TORCH=/autograder/source"]  # no registry is asked
# The libraries are there already, as the same setup.sh has installed them for the other image: that takes minutes.
UPLOAD = """
FROM autograder
RUN rm -r /autograder/source /autograder/run_autograder /usr/local/bin/autograder
COPY source /autograder/source
RUN /autograder/source/setup.sh
RUN cp /autograder/source/run_autograder /autograder/run_autograder
"""


def docker(*arguments: str, check: bool = True) -> str:
    done = subprocess.run(
        ["docker", *arguments], capture_output=True, text=True, env={**os.environ, "DOCKER_BUILDKIT": "0"}
    )
    if check and done.returncode != 0:
        raise AssertionError(f"docker {' '.join(arguments)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def engine_runs() -> bool:
    return (
        shutil.which("docker") is not None and subprocess.run(["docker", "info"], capture_output=True).returncode == 0
    )


def why_not() -> str:
    """ "" where images can be built, with an engine that runs already (.ci/run starts one), or why not."""
    if not engine_runs():
        return "no container engine runs; as root: export DOCKER_HOST=$(tests/engine.sh up)"
    if not docker("image", "ls", "--quiet", "autograder-base") and (os.geteuid() or not shutil.which("debootstrap")):
        return "no base image, and none can be made here: that needs root and debootstrap"
    return ""


def build_image() -> str:
    """Build the image of the Dockerfile."""
    subprocess.run([TESTS / "engine.sh", "base"], check=True, capture_output=True)
    wheels = ROOT / "build" / "wheels"  # torch as pip here finds it, for the Python of the image
    if not list(wheels.glob("torch-*.whl")):
        asked = "import sys; print('%d.%d' % sys.version_info[:2])"
        python = docker("run", "--rm", "--network=none", "autograder-base", "python3", "-c", asked).strip()
        options = ["--no-deps", "--only-binary=:all:", "--python-version", python, "--dest", str(wheels)]
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", *options, "torch==2.13.0"], check=True)
    docker("build", "--network=host", *FROM_HERE, "--tag=autograder", str(ROOT))
    return "autograder"


def build_images(upload: Path, context: Path) -> dict[str, str]:
    """Build both images, and return route -> image: of the Dockerfile, and the one that Gradescope makes of `upload`.

    Args:
        upload: the autograder.zip of a release.
        context: an empty folder.
    """
    image = build_image()
    unpack(upload, context / "source")
    (context / "Dockerfile").write_text(UPLOAD, encoding="utf-8")
    docker("build", "--network=host", "--tag=autograder-upload", str(context))
    return {"image": image, "upload": "autograder-upload"}


def unpack(upload: Path, folder: Path) -> None:
    """Unpack an upload as Gradescope does, with the modes that it records."""
    with zipfile.ZipFile(upload) as archive:
        for entry in archive.infolist():
            path = Path(archive.extract(entry, folder))
            path.chmod(entry.external_attr >> 16 & 0o777)


def build_upload(upload: Path, context: Path, tag: str) -> None:
    """Build the image of the Dockerfile that lies in an upload; the libraries come from the image built before.

    Args:
        context: an empty folder.
    """
    unpack(upload, context)
    shutil.copytree(ROOT / "build" / "wheels", context / "build" / "wheels")
    docker("build", "--network=host", *FROM_HERE, f"--tag={tag}", str(context))
