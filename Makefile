# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
WORKERS ?= 2

.PHONY: help run setup setup-dev browser test fast check bench messages docs lock format clean

help:
	@echo "make run     start Zaklon with an invented demonstration, on 127.0.0.1"
	@echo "make test    run every test, the browser journeys too"
	@echo "make fast    run the tests without the slow ones"
	@echo "make check   linters, types, layers, generated pages"
	@echo "make bench   measure speed (never part of the tests)"

run: $(VENV)/.ready
	@$(BIN)/zaklon run

test: $(VENV)/.ready-dev browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

fast: $(VENV)/.ready-dev
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

check: $(VENV)/.ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy zaklon tests bench
	@$(BIN)/djlint zaklon --lint --quiet --ignore H015,H047
	@$(BIN)/python -m pytest -q tests/architecture

bench: $(VENV)/.ready-dev
	@$(BIN)/python -m bench

messages: $(VENV)/.ready-dev
	@$(BIN)/zaklon messages update

docs: $(VENV)/.ready-dev
	@$(BIN)/zaklon docs

format: $(VENV)/.ready-dev
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

# The environment: hashed requirements only, then the product itself without any further download.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Zaklon needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version`. Try: make run PYTHON=python3.12"; exit 3; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"; exit 3; }
	@echo "Making the environment in $(VENV); this happens once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python tools/link_checkout.py
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# The journeys drive a real Chromium; it is installed where that is possible, and named where it is not.
browser:
	@$(BIN)/python tools/find_browser.py

lock:
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--quiet pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--quiet --group dev pyproject.toml -o requirements-dev.lock

clean:
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
