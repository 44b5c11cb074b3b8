#!/usr/bin/env bash
# Sets the grader up in /autograder, as root, in three steps; without an argument all of them, as Gradescope calls it.
#
#   setup.sh system             what is needed of the system
#   setup.sh libraries [LINKS]  the libraries, in /autograder/venv; torch also from LINKS, see torch.sh
#   setup.sh grader             the grader's own files: readable by root alone
set -euo pipefail

SOURCE=/autograder/source
VENV=/autograder/venv

fail() {
  echo "setup.sh: $*" >&2
  exit 1
}

install() {
  missing=()
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  [ ${#missing[@]} = 0 ] && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "apt-get could not install ${missing[*]}"
  rm -rf /var/lib/apt/lists/*
}

system() {
  install python3 libseccomp2
  python3 -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' ||
    fail "Python 3.10 to 3.13 is needed, and this image has $(python3 --version); choose Ubuntu 22.04 or later"
}

libraries() {
  system
  install python3-venv
  # An environment of the grader's own: Gradescope's harness uses the system's Python, and that stays as it is.
  python3 -m venv "$VENV"
  cd "$SOURCE"
  autograder/gradescope/torch.sh "$VENV/bin/python" "$@" || fail "torch could not be installed; what to do stands above"
  "$VENV/bin/python" -m pip install --quiet --no-cache-dir --no-compile --constraint requirements.lock '.[batch]' ||
    fail "pip could not install the libraries; what it said stands above"
  # The grader itself runs from its source, which no sandbox can list; the environment's libraries are for everybody.
  "$VENV/bin/python" -m pip uninstall --quiet --yes autograder
  trim "$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
}

# What Otter brings in to make, export and describe assignments, and grading never loads.
UNUSED="alabaster babel beautifulsoup4 bleach docutils imagesize jupyter-client jupyterlab-pygments jupyterlab-widgets jupytext
  mdit-py-plugins mistune nbclient nbconvert pandas pandocfilters playwright python-on-whales pyzmq roman-numerals snowballstemmer
  soupsieve sphinx sphinxcontrib-applehelp sphinxcontrib-devhelp sphinxcontrib-htmlhelp sphinxcontrib-jsmath sphinxcontrib-qthelp
  sphinxcontrib-serializinghtml webencodings widgetsnbextension"

# That, torch's tests, headers and tools, what only compilers and completion read, what Jupyter shows in a browser, and
# the installer itself. What is left is compiled, but for modules that hardly anybody imports.
trim() {
  "$VENV/bin/python" -m pip uninstall --quiet --yes $UNUSED 2>/dev/null
  find "$1"/torch/bin -type f ! -name torch_shm_manager -delete
  rm -rf "$VENV"/share "$1"/torch/{test,include,share} "$1"/torch/lib/*test* "$1"/jedi/third_party
  find "$1" -type f \( -name '*.pyi' -o -name '*.h' -o -name '*.c' -o -name '*.pxd' -o -name '*.pyx' -o -name '*.map' \) -delete
  find "$1" -mindepth 2 -name tests -type d -prune -exec rm -rf {} +
  "$VENV/bin/python" -m pip uninstall --quiet --yes setuptools pip
  "$VENV/bin/python" -m compileall -qq -j 0 -x '/networkx/|/torch/(_inductor|onnx|testing/_internal)/' "$1" || true
}

grader() {
  cat >/usr/local/bin/autograder <<END
#!/bin/sh
AUTOGRADER_HOMEWORK="\${AUTOGRADER_HOMEWORK:-$SOURCE/solutions}" PYTHONPATH=$SOURCE exec $VENV/bin/python -m autograder "\$@"
END
  chmod 755 /usr/local/bin/autograder
  cp "$SOURCE/autograder/gradescope/run_autograder" /autograder/run_autograder
  chmod 755 /autograder/run_autograder
  mkdir -p /autograder/submission /autograder/results
  chmod -R u=rwX,go= "$SOURCE"
  autograder --version || fail "the grader does not start; what it said stands above"
}

[ "$(id -u)" = 0 ] || fail "must run as root, runs as $(id -un)"
case "${1:-all}" in
  all) libraries && grader ;;
  system | libraries | grader) "$@" ;;
  *) fail "knows system, libraries and grader, got $1" ;;
esac
