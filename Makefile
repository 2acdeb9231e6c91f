# make demo | test | check | lint | eval | bench | worker | web | lock
# `make` alone lists them. What is missing is set up first: .venv from the hashed locks, and the model weights.

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
QUICK := $(BIN)/pytest -q -m "not slow" -n 2
LINTED := quizgen workers inference tests manage.py
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes
# Another Python than the newest that fits: make demo PYTHON=/path/to/python3.12
PYTHON :=

.DEFAULT_GOAL := help
.PHONY: help demo web worker test check lint eval bench lock chromium

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

demo: .venv/weights ## a real lecture becomes a quiz, on http://127.0.0.1:$PORT (8000)
	@$(MANAGE) demo

web: .venv/weights ## the site alone
	@$(MANAGE) web

worker: .venv/weights ## the two workers and beat alone
	@$(MANAGE) worker

test: .venv/dev .venv/weights chromium ## the whole suite, with real engines and browser; then on PostgreSQL and Redis
	@$(QUICK)
	@$(BIN)/pytest -m slow
	@$(BIN)/python -m tests.servers

check: .venv/dev lint ## lint, types, import contracts, migrations and the quick tests
	@$(MANAGE) makemigrations --check --dry-run
	@$(QUICK)

lint: .venv/dev ## style, types and import contracts
	@$(BIN)/ruff check $(LINTED)
	@$(BIN)/ruff format --check $(LINTED)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

eval: .venv/weights .venv/dev ## the figures of quality (DATA_DIR holds the data sets); ENGINE=llm: a language model at four budgets
ifdef ENGINE
	@$(BIN)/python -m inference.evaluation grading_budgets
	@$(BIN)/python -m inference.evaluation question_budgets --engine $(ENGINE)
else
	@$(BIN)/python -m inference.evaluation eval
	@$(BIN)/python -m inference.evaluation grading_folds --write docs/quality.md
	@$(BIN)/python -m inference.evaluation overrides
endif

bench: .venv/weights ## the figures of speed; MINUTES=10,20,40 works longer lectures too
	@$(BIN)/python -m inference.evaluation bench $(if $(MINUTES),--minutes $(MINUTES))
	@$(BIN)/python -m tests.scale.pages

lock: .venv/dev ## compile the locks from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock" pyproject.toml --group production -c requirements.txt -o deploy/requirements/production.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock" pyproject.toml --group dev -c deploy/requirements/production.txt -o deploy/requirements/dev.txt
	@$(MAKE) --no-print-directory lock-paddle lock-gpu

# Set-up ---------------------------------------------------------------------------------------------
# Installed with --no-deps: the locks are complete, and one package would bring a second OpenCV (docs/decisions).

.venv/made:
	@python=$$(.ci/choose-python "$(PYTHON)") && "$$python" -m venv .venv
	@touch $@

.venv/installed: requirements.txt | .venv/made
	@echo "Installing what requirements.txt names into .venv; this takes a minute or two, once."
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/dev: deploy/requirements/dev.txt .venv/installed
	@echo "Installing what the tests need."
	@$(INSTALL) -r deploy/requirements/dev.txt
	@touch $@

.venv/weights: .venv/installed
	@$(BIN)/python -m inference.weights
	@touch $@

chromium: .venv/dev
	@.ci/chromium $(BIN)

include deploy/make/*.mk
