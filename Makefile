# Everything below sets up .venv by itself. On Windows, see the commands in README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build check test test-all lint bench bench-search bench-builds bench-hostile fuzz sbom lock golden clean

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

# How long texts take that were made to take long.
bench-hostile: $(VENV)/.dev
	$(BIN)/python -m tests.bench.hostile

# Fuzzes one way into the library, with atheris: a harness of tests/fuzz and its options, such as
# make fuzz FUZZ="numbers --runs 100000". What is found is written to reports/fuzz/.
FUZZ ?= site --seconds 600

fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt
	$(BIN)/python -m tests.fuzz $(FUZZ)

# Lists the locked libraries as a software bill of materials (CycloneDX, ECMA-424).
sbom: $(VENV)/.dev
	mkdir -p reports
	$(BIN)/python -W ignore::UserWarning -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o reports/sbom.cdx.json requirements.txt

# Regenerates every golden file of the tests; review the difference before you commit it.
golden: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m "not browser and not slow" --regenerate-golden

# Rewrites the locked requirements from pyproject.toml, without any index address.
lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras --python-version 3.11 --extra install -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras --python-version 3.11 --extra install --extra dev -o requirements-dev.txt pyproject.toml
	echo 'atheris>=2.3,<3.1' | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras --python-version 3.11 -o requirements-fuzz.txt -

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
