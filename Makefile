# Everything here sets itself up: it needs Python 3.11 or newer, git and make.
.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/bash -eu -o pipefail

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.set-up-to-run
DEV := $(VENV)/.set-up-to-develop
PYTEST := $(BIN)/pytest
WORKERS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
COMPILE := uv pip compile --quiet --upgrade --generate-hashes --no-header --no-emit-index-url \
	--universal --python-version 3.11 pyproject.toml --extra postgres --group build
SETS = $$(find indexsets -name '*.yaml' -not -path '*/cases/*' | sort)

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# -- Use it ---------------------------------------------------------------------------------------

.PHONY: demo serve
demo: $(RUN) ## open a whole province with illustrative figures
	$(BIN)/opendti demo

serve: $(RUN) ## open your own installation (DATABASE_URL chooses the database)
	$(BIN)/opendti serve

# -- Work on it -----------------------------------------------------------------------------------

.PHONY: setup test check test-laws test-sqlite test-postgres e2e bench format lock clean
setup: $(DEV) ## make .venv with everything for development

test: check test-sqlite test-postgres e2e ## all that CI runs

check: $(DEV) ## format, lint, types, layers, migrations, index sets
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=opendti.settings $(BIN)/python -m django makemigrations --check --dry-run
	for file in $(SETS); do echo "opendti indexset lint $$file"; $(BIN)/opendti indexset lint "$$file"; done

test-laws: $(DEV) ## only the laws of the architecture
	$(PYTEST) tests/laws

test-sqlite: $(DEV) ## everything but the browser, on SQLite
	env -u DATABASE_URL $(PYTEST) -n $(WORKERS) --dist loadgroup -m "not browser and not postgres"

test-postgres: $(DEV) ## what touches the database, on a real PostgreSQL
	$(BIN)/python -W ignore tools/with_postgres.py $(PYTEST) -n $(WORKERS) --dist loadgroup -m "(database or postgres) and not browser and not once"

e2e: $(DEV) ## journeys in a real browser, on SQLite
	browser=$$(tools/ensure_chromium.sh); env -u DATABASE_URL CHROMIUM_PATH="$$browser" $(PYTEST) -m browser

bench: $(DEV) ## how fast sheets are scored, decisions read, lists searched (SQLite, PostgreSQL)
	$(BIN)/python tools/bench.py
	folder=$$(mktemp -d); DATABASE_URL=$$folder/bench.sqlite3 $(BIN)/python tools/bench_people.py; rm -r $$folder
	$(BIN)/python -W ignore tools/with_postgres.py $(BIN)/python tools/bench_people.py

format: $(DEV) ## let ruff format and mend what it can
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: ## renew requirements*.txt (needs uv)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove what make made (.venv and caches, no data)
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist staticfiles
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# -- How it sets itself up ------------------------------------------------------------------------
# The stamps are newer than the locks as long as nothing needs installing.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "OpenDTI needs Python 3.11 or newer; say which: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "This Python cannot make environments; on Debian or Ubuntu install python3-venv." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements.txt | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	$(PIP) --require-hashes --requirement requirements-dev.txt
	@touch $@
