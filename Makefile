# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
LANGUAGE ?= en
TIME_LIMIT ?= 90

BIN := .venv/bin
SCENARIO := scenarios/handan-2021-2022
PLAN := plans/handan-2021-2022

.PHONY: demo compare test scenarios bench

# Plan Handan's winter of 2021–2022, verify it, write its documents, say what was planned.
demo: .venv/installed
	$(BIN)/cuofeng plan $(SCENARIO) --out $(PLAN) --overwrite --time-limit $(TIME_LIMIT) --lang $(LANGUAGE)
	$(BIN)/cuofeng report $(SCENARIO) $(PLAN) --lang $(LANGUAGE)

# The plan of make demo beside one made by hand and the same repaired. The one made by hand breaks clauses:
# exit code 5 of verify is what it is shown for.
compare: .venv/installed
	$(BIN)/cuofeng verify $(SCENARIO) $(PLAN) $(wildcard $(SCENARIO)/hand-plan*) --lang $(LANGUAGE) || test $$? -eq 5

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

# Rebuild the shipped inventories from the public tables: make scenarios SOURCE=folder
scenarios: .venv/installed
	@test -n "$(SOURCE)" || { echo "Say where the public tables are: make scenarios SOURCE=folder"; exit 2; }
	$(BIN)/python scenarios/build.py $(SOURCE)

# All cases take two hours; some of them: make bench CASES="tutorial handan"
bench: .venv/installed-dev
	$(BIN)/python benchmarks/run.py $(CASES)

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/installed-dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
