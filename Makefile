# Needs Python 3.11 or newer, make and pip; everything else is installed into VENV.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: generate demo test lint types clean

# Generates every configured package, then runs one over the wire.
generate: $(READY)
	$(BIN)/trueup generate
	$(MAKE) demo

demo: $(READY)
	PYTHONPATH=generated $(BIN)/python -m tests.demo

# The tests run last, so that their summary is the last thing to be read.
test: $(READY) lint types
	$(BIN)/python -m pytest --quiet generated
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/trueup check
	$(BIN)/black --check --quiet --diff generator templates tests benchmarks generated

types: $(READY)
	$(BIN)/mypy
	$(BIN)/mypy generated tests/demo
	$(BIN)/pyright --pythonpath $(BIN)/python

# Anew whenever dependencies change. Dependency groups need pip 25.1.
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("trueup needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group test
	touch $(READY)

clean:
	rm -rf $(VENV)
