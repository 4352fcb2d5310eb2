# Everything below sets up .venv by itself. On Windows, see the commands in README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build check test test-all lint bench bench-search bench-builds lock golden clean

serve: $(VENV)/.site
	$(BIN)/mkdocs serve

build: $(VENV)/.site
	$(BIN)/mkdocs build --strict

check: $(VENV)/.site
	$(BIN)/bantin check

test: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not browser and not slow"

test-all: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff format --check hooks tests
	$(BIN)/ruff check hooks tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_javascript_syntax.py

# Measures the search, then the builds beside other generators; the reports are in reports/.
# make bench BENCH="--all --hundred-thousand" BUILDS="--all --hundred-thousand" measures larger
# collections too: BENCH holds options for the search, BUILDS for the builds.
bench:
	$(MAKE) bench-search
	$(MAKE) bench-builds

bench-search: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet 'pagefind[bin]'
	$(BIN)/python tests/bench/search/evaluate.py --corpus ../shared/corpus --report reports/search.md $(BENCH)

bench-builds: $(VENV)/.dev
	$(BIN)/python -m tests.bench.builds --corpus ../shared/corpus --report reports/builds.md --plot docs/assets/toc-do.svg $(BUILDS)

# Regenerates every golden file of the tests; review the difference before you commit it.
golden: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m "not browser and not slow" --regenerate-golden

# Rewrites the locked requirements from pyproject.toml, without any index address.
lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras --python-version 3.11 --extra install -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras --python-version 3.11 --extra install --extra dev -o requirements-dev.txt pyproject.toml

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) site .cache
