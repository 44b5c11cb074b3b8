#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: the zip lies in /autograder/source.
set -euo pipefail
cd /autograder/source

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv libseccomp2 >/dev/null

# An environment of the grader's own: the harness uses the system's Python, and that stays as it is.
python3 -m venv /autograder/venv
/autograder/venv/bin/python -m pip install --quiet --constraint requirements.lock .
chmod -R go-rwx /autograder/source
/autograder/venv/bin/autograder --version
