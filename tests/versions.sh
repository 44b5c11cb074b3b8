#!/usr/bin/env bash
# Runs the engine's own tests, which need no torch, on the oldest and the newest Python that are promised, side by side.
# A Python is looked for on the PATH and in pyenv's folder; one that is not installed is named and left out.
set -euo pipefail
cd "$(dirname "$0")/.."

# What the engine needs without torch, and what its tests need besides.
needs='
try:
    import tomllib
except ImportError:
    import tomli as tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
extra = project["optional-dependencies"]
print("\n".join(one for one in [*project["dependencies"], *extra["batch"], *extra["release"]] if not one.startswith("torch")))
'

find_python() {
  for python in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
    if "$python" -c "import sys; sys.exit(sys.version_info[:2] != tuple(map(int, '$1'.split('.'))))" 2>/dev/null; then
      echo "$python"
      return
    fi
  done
  return 1
}

run() {
  python=$(find_python "$1") || { echo "Python $1 is not installed here: its tests are left out."; return 0; }
  venv=build/python$1
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  "$venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-compile --constraint requirements.lock \
    --requirement build/needs.txt 2>&1 | grep -v "^WARNING: Location" || true
  if said=$(PYTHONPATH="$PWD" "$venv/bin/python" -m pytest -q -p no:cacheprovider tests/engine 2>&1 | tail -40); then
    echo "Python $1, the engine's tests: $(tail -1 <<<"$said")"
  else
    printf 'Python %s, the engine'"'"'s tests:\n%s\n' "$1" "$said"
    return 1
  fi
}

mkdir -p build
.venv/bin/python -c "$needs" >build/needs.txt
jobs=()
[ $# -gt 0 ] || set -- 3.10 3.13
for version; do run "$version" & jobs+=($!); done
for job in "${jobs[@]}"; do wait "$job"; done
