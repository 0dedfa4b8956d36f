# `make` exports every article of source/ to dist/; `make test` runs the tests; `make help` lists the rest.
# Everything lives in .venv and build/: nothing needs root, and nothing is installed outside this folder.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help test lint types bench corpus mutants fuzz faults audit sbom docs lock clean

SECONDS ?= 60
MOMENTS ?= 1000
CORPUS ?= $(EXPORTER_CORPUS)

all: .venv/.installed ## export every article of source/ to dist/ as .pdf, .docx and .epub
	$(BIN)/exporter all source -o dist/

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 10

test: .venv/.developed ## run the tests
	$(BIN)/python -m pytest

lint: .venv/.developed ## check style with ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.developed ## check types with mypy, strictly
	$(BIN)/mypy

bench: ## measure against typst and pandoc, in a venv of its own
	$(PYTHON) tests/benchmarks/bench.py

corpus: .venv/.developed ## read, export and verify every file of CORPUS, and score its web pages
	$(BIN)/python -m tests.corpus $(CORPUS)

mutants: .venv/.developed ## damage good exports in hundreds of ways and count what `exporter check` finds
	$(BIN)/python -m tests.mutants

fuzz: build/fuzz/.installed ## fuzz every reader and more (or TARGETS of them), SECONDS each
	build/fuzz/bin/python tests/fuzz/fuzz.py $(SECONDS) $(TARGETS)

faults: .venv/.developed ## interrupt a batch at MOMENTS random moments
	$(BIN)/python tests/faults/kills.py $(MOMENTS)

audit: build/tools/.installed ## look the locked dependencies up among known vulnerabilities
	build/tools/bin/pip-audit --requirement requirements.lock --disable-pip --no-deps --strict

sbom: build/tools/.installed ## write the software bill of materials of the locked dependencies
	mkdir -p dist
	build/tools/bin/cyclonedx-py requirements --output-reproducible --output-file dist/sbom.json requirements.lock

docs: .venv/.installed ## export the guide, and write the JSON Schema of an article
	$(BIN)/exporter all source/guide.md -o dist/
	$(BIN)/exporter schema > dist/article.schema.json

lock: ## pin what is installed, for every platform, as of today
	$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile --quiet --universal --no-annotate --no-emit-index-url --no-header \
	  --python-version 3.11 --extra dev --output-file requirements.lock pyproject.toml

build/fuzz/.installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv build/fuzz
	build/fuzz/bin/python -m pip install --quiet --constraint requirements.lock --editable '.[contract]' atheris
	@touch $@

build/tools/.installed:
	$(PYTHON) -m venv build/tools
	build/tools/bin/python -m pip install --quiet pip-audit cyclonedx-bom
	@touch $@

clean: ## remove what make made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml requirements.lock | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/.developed: pyproject.toml requirements.lock | .venv/bin/python
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/.installed
