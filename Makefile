# make run    the demonstration clinic, at an address on this computer only
# make test   every check and test, first on SQLite and then on PostgreSQL
# make check  the checks that need no test run
# make bench  how long things take, beside other libraries (installs those into .venv)
# make measures  what three visits cost in presses, keys and time, in a real browser slowed four times; nothing beside it
# make looks    every page in every state at 320, 768 and 1280 px, light and dark, before axe-core
# make pictures take the pictures of the README again
# make faults what the record survives, into docs/safety-figures.md: some hours; FAULTS=small or middle for less,
#             ROWS="kill syncs" for these lines, ROWS=--missing for those that were not run at that size yet
# make format  layout and imports set right, and what else ruff can mend
# make requirements  pin again what requirements*.in name (needs uv)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
INSTALL := $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal
# Commands of their own, below: they take long, or measure.
APART := tests/browser/test_measures.py
# These ask no database anything, or the same of both: once is enough.
ONCE := tests/assessments/knowledge tests/assessments/documents tests/vignettes tests/assessments/forms \
	tests/test_authorization.py tests/test_fuzz.py tests/test_refusals.py tests/test_kept_nowhere.py \
	tests/test_traces.py tests/test_spent_keys.py tests/test_house.py tests/test_floors.py \
	tests/test_translations.py tests/test_vendored.py tests/test_readme.py $(filter-out %/test_reports.py,$(wildcard tests/assessments/views/test_*.py))

.PHONY: run test bench measures looks pictures faults check format requirements $(VENV)
.DEFAULT_GOAL := run

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements.txt | $(BIN)/python
	$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.tests: requirements-dev.txt | $(BIN)/python
	$(INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/.runs

$(VENV): $(VENV)/.tests

run: $(VENV)/.runs
	@$(BIN)/python manage.py demo

check: $(VENV)/.tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings

test: check
	@.ci/needs
	$(PYTEST) $(APART:%=--ignore=%)
	.ci/with-postgresql $(PYTEST) -m "not browser" $(APART:%=--ignore=%) $(ONCE:%=--ignore=%)

measures: $(VENV)/.tests
	@.ci/needs
	$(BIN)/python -m bench.visit

looks: $(VENV)/.tests
	@.ci/needs
	EVERY_LOOK=yes $(PYTEST) tests/browser/test_accessibility.py

pictures: $(VENV)/.tests
	$(BIN)/python docs/take-pictures

bench: $(VENV)/.tests
	$(INSTALL) -r bench/requirements.txt
	$(BIN)/python -m bench.guidance
	@echo
	$(BIN)/python -m bench.papers
	@echo
	$(BIN)/python -m bench.save
	@echo
	$(MAKE) measures

# What one database lacks is no reason to leave the other out.
faults: $(VENV)/.tests
	@.ci/needs
	$(BIN)/python -m faults $(ROWS); sqlite=$$?; .ci/with-postgresql $(BIN)/python -m faults $(ROWS) && exit $$sqlite

format: $(VENV)/.tests
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

requirements:
	@for each in requirements requirements-postgresql requirements-dev; do \
		uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
			--custom-compile-command "make requirements" $$each.in --output-file $$each.txt || exit 1; \
	done
