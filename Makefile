# Daily life: make demo | test | check | lint | eval | bench | worker | web | lock
PYTHON ?= python3
BIN := .venv/bin

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.txt
	touch $@

.PHONY: lock
lock: ## compile the locks from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock" pyproject.toml --group dev -c requirements.txt -o deploy/requirements/dev.txt
