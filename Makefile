# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
WORKERS ?= 2

.PHONY: help run setup setup-dev browser test fast oracle check bench messages docs lock format clean

help:
	@echo "make run       start Zaklon with an invented demonstration, on 127.0.0.1"
	@echo "make test      run every test, the browser journeys too"
	@echo "make fast      run the tests without the slow ones"
	@echo "make oracle    compare a million decisions of the row policies with an independent oracle"
	@echo "make check     linters, types, layers, generated pages, known faults of dependencies"
	@echo "make bench     measure speed (never part of the tests)"
	@echo "make messages  bring the texts of the other languages up to date with the code"
	@echo "make docs      print the generated pages of docs/ anew"
	@echo "make format    put the code into its form"
	@echo "make lock      pin the newest fitting packages, with their hashes"
	@echo "make clean     remove the environment and all that can be made anew; the data in var/ stay"

# Through the module, which works after the checkout was moved and under a path too long for a script's first line.
run: setup
	@$(BIN)/python -m zaklon run

test: setup-dev browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

fast: setup-dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not slow"

# On the embedded server, then on Debian's where it is installed (`make oracle PROGRAMS=…/bin` for another).
PROGRAMS ?= $(lastword $(wildcard /usr/lib/postgresql/*/bin))
ORACLE = ORACLE_WORLDS=36 $(BIN)/python -m pytest -q -rP -n $(WORKERS) zaklon/cases/tests/walls

oracle: setup-dev
	@$(ORACLE)
	@if [ -n "$(PROGRAMS)" ]; then TEST_ZAKLON_PROGRAMS=$(PROGRAMS) $(ORACLE); \
		else echo "SKIPPED: no PostgreSQL beside the embedded one is installed here."; fi

check: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy zaklon tests bench
	@$(BIN)/djlint zaklon --lint --quiet --ignore H015,H047
	@$(BIN)/python -m pytest -q tests/architecture
	@$(BIN)/python tools/audit_dependencies.py requirements.lock requirements-dev.lock

bench: setup-dev
	@$(BIN)/python -m bench

messages: setup-dev
	@$(BIN)/python -m zaklon messages update

docs: setup-dev
	@$(BIN)/python -m zaklon docs

format: setup-dev
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

# The environment: hashed requirements only, then the product itself without any further download. Looked at each time,
# for after an update of the system its Python may be gone.
setup:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "zaklon: $(PYTHON) was not found. Install Python 3.11 or newer, or name yours: make run PYTHON=…" >&2; exit 3; }
	@$(PYTHON) tools/make_environment.py $(VENV) requirements.lock .ready

setup-dev: setup
	@$(PYTHON) tools/make_environment.py $(VENV) requirements-dev.lock .ready-dev

# The journeys drive a real Chromium; it is installed where that is possible, and named where it is not.
browser:
	@$(BIN)/python tools/find_browser.py

# New pins and hashes, without the address of any package index.
lock: setup
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) --group dev pyproject.toml -o requirements-dev.lock

LOCK = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

# What make itself made; the data in var/ stay.
clean:
	@rm -rf $(VENV) $(VENV).making $(VENV).lock build *.egg-info
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find zaklon tests bench tools -name __pycache__ -prune -exec rm -rf {} +
	@find zaklon -name '*.mo' -delete
