# `make demo` and `make test` set up all they need on a machine with Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.PHONY: benchmark setup demo test lint format lock clean properties container coverage options rules toml-schema pictures

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

demo: setup ## The main job on the example: a drifted target is checked. FIXED=1 fixes part of the drift first.
	$(BIN)/schemasync demo $(if $(FIXED),--fixed)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

properties: setup ## The corpus both ways and all mutations on all majors, and schemas that no run had before.
	PROPERTIES=all GENERATED_EXAMPLES=100 $(BIN)/python -m pytest tests/properties

test: lint
	$(BIN)/python -m compileall -q schemasync # for the many processes that tests start, also where Python writes no byte code
	$(BIN)/python -m pytest

container: setup ## Build the image and run it as the runner does; skipped where no Docker engine answers.
	$(BIN)/hadolint Dockerfile tests/container/server/Dockerfile tests/container/runner_image/Dockerfile
	$(BIN)/python -m pytest -n 0 tests/container

coverage: setup ## Write docs/coverage.md from the code.
	$(BIN)/python tools/coverage.py

options: setup ## Write the inputs of action.yml and the tables of README.md from the code.
	$(BIN)/python tools/options.py

rules: setup ## Write the list of rules, docs/rules/README.md, from the code.
	$(BIN)/python tools/rules.py

toml-schema: setup ## Write docs/schemasync.schema.json from the code.
	$(BIN)/python tools/toml_schema.py

pictures: setup ## Draw the comment, the terminal's report and the page of each state into pictures/, with Chromium.
	$(BIN)/python tools/pictures.py

benchmark: setup ## Measure whole checks and imports, and write the table of benchmarks/README.md. Some minutes.
	$(BIN)/python -m compileall -q schemasync
	$(BIN)/python benchmarks/table.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: ## Pin every dependency, with hashes, from pyproject.toml: all; the image's; what builds the package.
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --all-extras --group dev --group build --group container pyproject.toml --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml --output-file requirements-runtime.lock
	$(COMPILE) --constraint requirements.lock --group pyproject.toml:build --output-file requirements-build.lock

clean:
	rm -rf $(VENV) demo-output .pytest_cache .mypy_cache .ruff_cache
