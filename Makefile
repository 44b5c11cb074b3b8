# Each target sets up what it needs, once. `make help` lists them.

PYTHON ?= python3
SUBMISSION ?= tests/samples/flawed
OUT ?= build/grade
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
VENV := .venv
BIN := $(VENV)/bin

# Compiling all that is installed takes longer than installing it: Python compiles what it imports.
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile --constraint requirements.lock

.DEFAULT_GOAL := help
.PHONY: help grade test quick release check bench prove calibrate lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

grade: $(VENV)/.grading  ## grade SUBMISSION=path (a flawed sample by default) into OUT=folder
	@$(BIN)/autograder grade $(SUBMISSION) --out $(OUT)

test: $(VENV)/.dev  ## run the whole test suite, in JOBS processes side by side
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder

quick: check  ## what to run before each commit: check, and the engine's own tests (under a minute)
	@$(BIN)/python -m pytest -q tests/engine

release: $(VENV)/.dev  ## regenerate assignment/, the hidden Otter tests and dist/ from solutions/
	@$(BIN)/autograder release

check: $(VENV)/.dev  ## lint, types, and whether what is generated is current
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/autograder release --check && $(BIN)/autograder calibrate --check

bench: $(VENV)/.dev dist/solution  ## measure speed and memory
	@PYTHONPATH=. $(BIN)/python tests/bench_setup.py
	@PYTHONPATH=. $(BIN)/python tests/bench.py
	@PYTHONPATH=. $(BIN)/python tests/bench_faults.py
	@PYTHONPATH=. $(BIN)/python tests/bench_batch.py
	@PYTHONPATH=. $(BIN)/python tests/bench_cores.py

prove: $(VENV)/.dev  ## prove the graders on every sample, attacks in containers too, and write PROOF.md (some minutes)
	@$(BIN)/autograder prove
	@PYTHONPATH=. $(BIN)/python tests/prove_in_containers.py

calibrate: $(VENV)/.dev  ## measure the accuracy thresholds anew (some minutes)
	@$(BIN)/autograder calibrate

# What only CUDA builds of torch need is left out, and torchvision, which only the full data sets need, comes in.
lock:  ## renew requirements.lock with uv (then: make clean test)
	@command -v uv >/dev/null || { echo "uv is needed: pip install uv"; exit 1; }
	@mkdir -p build && rm -f build/found.lock
	@echo torchvision | uv pip compile --quiet --universal --python-version 3.10 --all-extras --no-annotate --no-header \
	  --output-file build/found.lock pyproject.toml - >/dev/null
	@{ grep '^#' requirements.lock; grep -Ev '^(cuda|nvidia|triton)' build/found.lock | LC_ALL=C sort; } >build/new.lock
	@mv build/new.lock requirements.lock

clean:  ## remove what the targets made, the environment too
	rm -rf $(VENV) build dist *.egg-info

dist/solution: $(VENV)/.dev
	@$(BIN)/autograder release

$(VENV)/.grading: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' || \
	  { echo "Python 3.10 to 3.13 is needed; name one with make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once; torch takes a minute or two) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@autograder/gradescope/torch.sh $(BIN)/python
	@$(PIP) --editable '.[batch,dashboard]'
	@touch $@

$(VENV)/.dev: $(VENV)/.grading
	@echo "Adding what the tests need ..."
	@$(PIP) --editable '.[dev]'
	@$(PIP) --no-deps torchvision
	@touch $@
