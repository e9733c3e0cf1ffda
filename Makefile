# Needs Python 3.11 or newer, make and pip; everything else is installed into VENV.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := generator/trueup_runtime

# What is installed: `constraints.txt` is the lock, `constraints-lowest.txt` has the
# lowest versions that pyproject.toml allows, and an empty value means the newest.
CONSTRAINTS ?= constraints.txt
export CONSTRAINTS
READY := $(VENV)/.ready-$(or $(subst /,-,$(CONSTRAINTS)),newest)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
CONSTRAIN := $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS))
CONSTRAIN_BUILD := $(if $(CONSTRAINTS),--build-constraint $(CONSTRAINTS))

# The tests run in as many processes as there are processors; those of one file in one.
WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--no-header --no-annotate pyproject.toml --group test --group build

.PHONY: generate demo test quick format lint types mypy pyright suites upgrade release clean

# Generates every configured package, then runs one over the wire.
generate: $(READY)
	$(BIN)/trueup generate
	$(MAKE) demo

demo: $(READY)
	PYTHONPATH=generated $(BIN)/python -m tests.demo

# The tests run last, so that their summary is the last thing to be read.
test: $(READY)
	$(MAKE) --jobs 2 lint types suites
	$(PYTEST)
	@echo "make test: formatting, lint, types, the suites of generated/ and all tests"

# What takes at most three minutes on two idle cores: no types, no suites of
# generated/, and no tests that are marked `slow` by tests/conftest.py.
quick: $(READY) lint
	$(PYTEST) --quiet -m "not slow"
	@echo "make quick: formatting, lint and the tests that are not slow; \`make test\` runs all"

format: $(READY)
	$(BIN)/ruff check --quiet --fix generator tests benchmarks
	$(BIN)/ruff format --quiet generator tests benchmarks

lint: $(READY)
	$(BIN)/trueup check
	$(BIN)/ruff format --check --diff --quiet generator tests benchmarks
	$(BIN)/ruff check --quiet generator tests benchmarks

types: mypy pyright

mypy: $(READY)
	$(BIN)/mypy
	$(BIN)/mypy generated tests/demo tests/golden

# What is emitted, since its users may have either type checker.
pyright: $(READY)
	$(BIN)/pyright --pythonpath $(BIN)/python

suites: $(READY)
	$(BIN)/python -m pytest --quiet $(wildcard generated/*/conformance)

# Anew whenever dependencies change. `--build-constraint` needs pip 25.3.
$(READY): pyproject.toml $(CONSTRAINTS)
	$(PYTHON) -c 'import sys; sys.exit("trueup needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --upgrade "pip>=25.3" $(CONSTRAIN)
	$(PIP) install --editable . --group test $(CONSTRAIN) $(CONSTRAIN_BUILD)
	touch $(READY)

# Rewrites the lock: the newest and the lowest versions, for every supported Python
# and platform. Only maintainers need this, and uv, which it installs.
upgrade: $(READY)
	$(PIP) install --upgrade --group upgrade
	$(COMPILE) --group release --group upgrade --output-file $(VENV)/newest.txt --upgrade
	$(COMPILE) --resolution lowest-direct --output-file $(VENV)/lowest.txt --upgrade
	{ echo "# The locked environment. \`make upgrade\` rewrites it."; cat $(VENV)/newest.txt; } > constraints.txt
	{ echo "# The lowest versions that are supported. \`make upgrade\` rewrites it."; cat $(VENV)/lowest.txt; } > constraints-lowest.txt

# The files of both distributions and the software bill of materials of what they depend on.
release: $(READY)
	rm -rf dist sbom $(VENV)/runtime
	mkdir -p dist sbom
	$(PIP) install --group release $(CONSTRAIN)
	$(BIN)/python -m hatchling build -d dist
	cd $(RUNTIME) && $(abspath $(BIN))/python -m hatchling build -d $(abspath dist)
	$(PYTHON) -m venv $(VENV)/runtime
	$(PIP) --python $(VENV)/runtime install dist/*.whl $(CONSTRAIN)
	$(PIP) --python $(VENV)/runtime uninstall --yes pip setuptools
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--mc-type application --output-format JSON --output-file sbom/trueup.cdx.json $(VENV)/runtime/bin/python

clean:
	rm -rf $(VENV) dist sbom
