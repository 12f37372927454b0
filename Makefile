# Zhaiyi: `make brief` shows what it does, `make test` proves it. Both set themselves up.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: brief test quick slow check bench eval samples lock clean help

VENV := .venv
BIN := $(VENV)/bin
SAMPLE ?= shantou-smart-city
PARTS ?=
WORKERS ?= 2
# What needs both cores and most of the memory, or an event loop of its own, runs by itself.
ALONE := real or browser
# What `check` has run already.
CHECKED := --ignore tests/test_imports.py

# A stamp carries the checksum of what it installed: changed requirements install anew.
key = $(shell cat $(1) | cksum | cut -d' ' -f1)
RUN := $(VENV)/.run-$(call key,pyproject.toml requirements-core.txt)
DEV := $(VENV)/.dev-$(call key,pyproject.toml $(wildcard requirements*.txt))

# uv installs in seconds; where it cannot be had, or does not know the user's index, pip does it.
# Torch goes through pip in any case: pip's own configuration says which build this machine wants.
define install
	@echo "Setting up $(VENV) from $(1) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || true
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python -r $(1) \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1)
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --editable . \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
endef

brief: $(RUN) ## brief samples/shantou-smart-city.txt on the default model (SAMPLE=name for another)
	$(BIN)/zhaiyi models pull
	$(BIN)/zhaiyi brief samples/$(SAMPLE).txt --format html,md,json --out out --overwrite
	@echo "Open out/$(SAMPLE).html in a browser."

test: check ## set up, check, and run the tests: two at a time, then those of model and browser
	@code=0; \
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(CHECKED) \
	  -m 'not ($(ALONE) or slow)' || code=$$?; \
	$(BIN)/python -m pytest -m '($(ALONE)) and not slow' || code=$$?; \
	exit $$code

quick: check ## the tests that take no model, browser, process or installation
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(CHECKED) \
	  -m 'not ($(ALONE) or install or kill or process or slow)'

slow: $(DEV) ## before a release: kills on the real model, long fuzzing
	$(BIN)/python -m pytest -m slow

check: $(DEV) ## format, lint, types, import order
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict zhaiyi
	$(BIN)/python -m pytest -q tests/test_imports.py

bench: $(DEV) ## measure speed beside other engines; writes docs/performance.md (PARTS=engines,brief for some)
	$(BIN)/zhaiyi models pull
	$(BIN)/python -m benchmarks --only '$(PARTS)'

eval: $(RUN) ## measure quality on an excerpt of FLORES, beside other systems
	$(BIN)/zhaiyi models pull
	$(BIN)/zhaiyi eval tests/data/flores-excerpt.tsv

samples: $(RUN) ## brief every sample anew into samples/briefs
	$(BIN)/zhaiyi models pull
	$(BIN)/python -m benchmarks.samples

lock: $(DEV) ## resolve the three requirements files anew
	./scripts/lock $(BIN)/python

clean: ## remove what the targets made (fetched models stay)
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@for python in python3.11 python3 python3.12 python3.13; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python -m venv $(VENV); \
	  fi; \
	done; echo "Zhaiyi needs Python 3.11 or later: install python3.11 with its venv module" >&2; exit 1

$(RUN): | $(BIN)/python
	$(call install,requirements-core.txt)
	@touch $@

$(DEV): | $(BIN)/python
	@grep '^torch==' requirements-dev.txt | xargs $(BIN)/python -m pip install --quiet --disable-pip-version-check
	$(call install,requirements-dev.txt)
	@touch $@ $(RUN)
