# `make run` runs the platform, `make test` tests everything. Both set up what they need.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/stamps

.PHONY: help setup run test test-sqlite test-postgresql properties check bench translations lock clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 20

setup: $(STAMPS)/runtime $(STAMPS)/assets $(STAMPS)/translations ## everything installed, nothing served

run: setup ## migrate, load content and demo if the database is empty, serve on PORT
	@PORT=$(PORT) HOST=$(HOST) tools/run

test: check test-sqlite test-postgresql ## everything: checks, all tests on SQLite and on PostgreSQL, browser walks

test-sqlite: setup $(STAMPS)/dev
	$(BIN)/pytest -q -n 2 -m "not browser"
	$(BIN)/python -m tools.browser $(BIN)/pytest -q -m browser

test-postgresql: setup $(STAMPS)/dev
	$(BIN)/python -m tools.postgres $(BIN)/pytest -q -n 2 -m "not browser"

properties: setup $(STAMPS)/dev ## the property tests with examples that nobody has tried yet, more of them
	$(BIN)/pytest -q -n 2 -m hypothesis --hypothesis-profile=search

check: setup $(STAMPS)/dev ## format, lint, types, floors, house rules, complete translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -q tests/test_house_rules.py tests/test_translations.py

bench: setup $(STAMPS)/dev ## speed of every page, as ratios to a bare page on the same server
	$(BIN)/python -m tools.postgres $(BIN)/python -m tests.bench

translations: setup $(STAMPS)/dev ## collect the words of the pages into translations/, compile them
	tools/translations

lock: $(STAMPS)/dev ## new requirements*.lock from pyproject.toml
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header -c requirements-dev.lock pyproject.toml -o requirements.lock

clean: ## remove what set-up made (not the data in instance/)
	rm -rf .venv node_modules lms/static/vendor lms/fonts lms/credentials/contexts build *.egg-info

$(STAMPS)/venv:
	$(PYTHON) -m tools.venv .venv
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/venv requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m tools.link
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/assets: $(STAMPS)/runtime package.json package-lock.json tools/assets.py lms/static/style.css lms/static/icons.svg $(wildcard lms/static/*.js)
	$(BIN)/python -m tools.assets
	@touch $@

$(STAMPS)/translations: $(STAMPS)/runtime $(wildcard translations/*/LC_MESSAGES/*.po)
	$(BIN)/pybabel -q compile -d translations 2>/dev/null || $(BIN)/pybabel compile -d translations
	@touch $@
