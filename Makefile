# Planlots: two commands are enough. `make run` starts the service, `make test` runs every test.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
DATA ?= data
BIN := $(VENV)/bin
APT ?= chromium tesseract-ocr tesseract-ocr-swe fonts-dejavu-core postgresql

.PHONY: run test torture check install install-test lock wheelhouse airgap sbom audit clean

run: install ## the page and the API on http://127.0.0.1:8000 (PORT=, DATA=)
	@$(BIN)/planlots serve --port $(PORT) --data $(DATA)

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Planlots behöver Python 3.11 eller nyare. Ange den med make PYTHON=/sökväg/python3."; exit 1; }
	@echo "Installerar Planlots i $(VENV) (en gång, ungefär en minut) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install-test: $(VENV)/.installed-test

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.lock requirements-models.txt
	@echo "Testerna behöver Debianpaketen: $(APT)"
	@missing=""; for package in $(APT); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	  else echo "Installera dem först: sudo apt-get install$$missing"; exit 1; fi; fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-models.txt 2>/dev/null \
	  || echo "torch för processor (2.13.0+cpu) finns inte i ert paketförråd: testerna av andra språkmodeller hoppas över."
	@touch $@

test: install-test ## everything: unit, property and browser tests
	@$(BIN)/python -m pytest

torture: install-test ## the promises R1–R7 in full: hours; it ends by itself (ARGS="R1 --seconds 600 --seed 7")
	@$(BIN)/python -m tests.torture $(ARGS)

check: install-test ## format, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: ## write both locks anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 pyproject.toml --extra build -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 pyproject.toml --extra build --extra test -o requirements-test.lock

wheelhouse: install-test ## everything an installation without network needs, in dist/wheelhouse
	@deploy/wheelhouse.sh dist/wheelhouse $(BIN)/python

airgap: wheelhouse ## install, ingest, ask and serve where there is no network
	@deploy/airgap.sh dist/wheelhouse

sbom: install-test ## the bill of materials, CycloneDX 1.6
	@mkdir -p dist && $(BIN)/python deploy/sbom.py > dist/planlots.cdx.json && echo dist/planlots.cdx.json

audit: install-test ## known vulnerabilities of what is locked, where the register can be reached
	@$(BIN)/python deploy/audit.py

clean:
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
