# `make` exports every article of source/ to dist/; `make test` runs the tests; `make help` lists the rest.
# Everything lives in .venv and build/: nothing needs root, and nothing is installed outside this folder.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help test lint types check bench docs lock clean

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

docs: .venv/.installed ## export the guide, and write the JSON Schema of an article
	$(BIN)/exporter all source/guide.md -o dist/
	$(BIN)/exporter schema > dist/article.schema.json

lock: ## pin what is installed, for every platform, as of today
	$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile --quiet --universal --no-annotate --no-emit-index-url --no-header \
	  --python-version 3.11 --extra dev --output-file requirements.lock pyproject.toml

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
