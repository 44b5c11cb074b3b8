#!/usr/bin/env bash
# The student's way from dist/assignment.zip alone: in a fresh environment with the newest and one with the oldest versions
# that its requirements.txt names, all public checks pass on the reference, in the terminal and in the notebook.
# torch is the one build that is pinned here, in both.   tests/students.sh [newest] [oldest]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

notebook='
import nbformat
from nbclient import NotebookClient

book = nbformat.read("CNNPrinciples.ipynb", as_version=4)
NotebookClient(book, timeout=300).execute()
said = [output.get("text", "") for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
said += [output["data"].get("text/plain", "") for cell in book.cells if cell.cell_type == "code"
         for output in cell.outputs if "data" in output]
print(sum("All test cases passed" in text for text in said), "questions pass their checks in the notebook")
'

run() {
  venv=$root/build/students/$1 folder="$root/build/students/Übung von $1"
  rm -rf "$folder"
  mkdir -p "$folder"
  python3 -m zipfile -e dist/assignment.zip "$folder"
  cd "$folder/assignment"
  if [ "$1" = oldest ]; then sed -i 's/>=/==/; /^torch/d' requirements.txt; else sed -i '/^torch/d' requirements.txt; fi
  if [ ! -x "$venv/bin/jupyter" ]; then
    python3 -m venv "$venv"
    "$root/autograder/gradescope/torch.sh" "$venv/bin/python"
    "$venv/bin/python" -m pip --disable-pip-version-check install --quiet --requirement requirements.txt 2>&1 |
      grep -v "^WARNING: Location" || true
  fi
  cp "$root"/dist/solution/* .
  echo "The $1 versions: $("$venv/bin/python" -m pip list 2>/dev/null |
    awk '$1 ~ /^(torch|numpy|matplotlib|tqdm|pytest|jupyterlab|otter-grader)$/ {printf "%s %s  ", $1, $2}')"
  "$venv/bin/python" check.py | tee said.txt
  ! awk '/^[12][a-e] / && match($0, /[0-9]+ of [0-9]+/) {split(substr($0, RSTART, RLENGTH), n, " of "); if (n[1] != n[2]) bad = 1}
    END {exit !bad}' said.txt || { echo "A public check fails."; exit 1; }
  "$venv/bin/python" -c "$notebook" 2>/dev/null | tee said.txt
  grep -q "^9 questions" said.txt
}

[ $# -gt 0 ] || set -- newest oldest
for which; do (run "$which"); done
