# The two commands of the README are `make demo` and `make test`. `make help` names the rest.
#
# PYTHON=/path/to/python chooses the interpreter; any Python from 3.11 on will do.
# ARGS="-k calendar" hands anything else to pytest, as in `make test ARGS="-k calendar"`.
# `make messages ARGS=cy` begins a translation into another language.

PYTHON ?=
ARGS ?=
export PYTHON

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint types contracts annotations migrations messages clean

help: ## Say what each target does
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(MAKEFILE_LIST) | while IFS=: read -r name what; do \
		printf '  make %-12s%s\n' "$$name" "$$what"; done

demo: ## Start the demonstration course and print its address
	@sh scripts/environment demo
	@exec $(BIN)/python -m demo

test: ## Run every test, in a browser too
	@sh scripts/environment test
	@CPD_CHROMIUM=$$(sh scripts/chromium) && export CPD_CHROMIUM && exec $(BIN)/python -m pytest $(ARGS)

lint: ## Check the style of the code
	@sh scripts/environment test quality
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: ## Check the types
	@sh scripts/environment test quality
	$(BIN)/python -m mypy

contracts: ## Check that imports point the way they should
	@sh scripts/environment test quality
	$(BIN)/lint-imports --no-logo

annotations: ## Check that every model tells of personal data (OEP-30) and every setting of itself (OEP-17)
	@sh scripts/environment test quality
	PYTHONPATH=. DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/code_annotations django_find_annotations \
		--config_file .pii_annotations.yml --lint --coverage
	$(BIN)/code_annotations static_find_annotations --config_file .setting_annotations.yml --lint \
		--no_report --source_path cpd_community_xblock

migrations: ## Check that the migrations say all that the models do
	@sh scripts/environment test
	$(BIN)/python -m django makemigrations cpd_community_xblock demo --check --dry-run --settings tests.settings

messages: ## Gather the words to translate and compile the catalogues
	@sh scripts/environment test quality
	PYTHONPATH=. $(BIN)/python scripts/messages.py $(ARGS)

clean: ## Remove the environment and everything built
	rm -rf .venv .tox build dist reports pii_report .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis .coverage htmlcov *.egg-info
