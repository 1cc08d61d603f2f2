# `make help` lists what there is.  Every target does the set-up it needs, and skips what is done.

PYTHON ?= python3
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
BUILD := $(PY) build_scripts/build_static.py
# Two workers: browsers share the machine with the Pyodides inside them.
JOBS ?= 2
# Neighbouring tests stay together, for their fixtures; who is done first takes over some.
PARALLEL := -n $(JOBS) --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help:  ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# --- set-up -----------------------------------------------------------------------------

setup: static  ## everything except a browser; leaves the command at .venv/bin/pyrt

# The stamp lies inside the folder it vouches for: delete .venv, and it is made again.
venv: .venv/.ready
.venv/.ready: pyproject.toml
	@$(PYTHON) build_scripts/check_tools.py
	@echo "  Python packages -> .venv"
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

static: venv  ## pyrt/_static: what the wheel carries prebuilt
	@$(BUILD)

metadata: venv
	@$(BUILD) wheels bundles metadata

node: venv
	@$(BUILD) npm

setup-browser: .cache/chromium  ## a Chromium for the tests
.cache/chromium: build_scripts/find_chromium.py | venv
	@$(PY) build_scripts/find_chromium.py --install

setup-browsers: .cache/browsers  ## Firefox and WebKit, for test-browsers
.cache/browsers: build_scripts/find_browsers.py | venv
	@$(PY) build_scripts/find_browsers.py --install

# --- use --------------------------------------------------------------------------------

run: setup  ## the examples as a gallery, or one app: make run APP=path/to/app.py
ifdef APP
	@.venv/bin/pyrt run $(APP)
else
	@$(PY) build_scripts/gallery.py --serve
endif

gallery: setup  ## the gallery as static files, in site/
	@$(PY) build_scripts/gallery.py

wheel: setup  ## the wheel, in dist/
	@$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

# --- checks -----------------------------------------------------------------------------

test: setup setup-browser lint test-web  ## everything
	@$(PYTEST) $(PARALLEL) tests

lint: static  ## ruff, mypy, tsc, prettier
	@$(PY) -m ruff check --quiet --output-format concise .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy --no-error-summary
	@$(PY) build_scripts/gen_protocol.py --check
	@npm run --silent lint

format: node  ## ruff and prettier, in place
	@$(PY) -m ruff check --quiet --fix .
	@$(PY) -m ruff format --quiet .
	@npm run --silent format

protocol: venv  ## web/src/protocol.gen.ts, from pyrt/protocol.py
	@$(PY) build_scripts/gen_protocol.py

unit: metadata  ## the Python unit tests
	@$(PYTEST) tests/unit

test-web: node  ## the TypeScript unit tests
	@npm test --silent

sim: metadata  ## random apps and interleavings
	@$(PYTEST) $(PARALLEL) tests/sim

host: static setup-browser  ## the page with a made-up worker, in a browser
	@$(PYTEST) tests/host

wasm: static  ## the unit tests of the engine, inside Pyodide
	@$(PYTEST) tests/wasm

share: node  ## share links in both languages
	@$(PYTEST) tests/share

differential: static setup-browser  ## against real Dash
	@$(PYTEST) $(PARALLEL) tests/differential

N ?= 1000
SEED ?= 0
conformance: static setup-browser  ## the corpus and N random apps against real Dash, as a table
	@$(PY) -m tests.differential.conformance $(N) $(SEED) $(JOBS)

e2e: static setup-browser  ## built sites in a browser
	@$(PYTEST) $(PARALLEL) tests/e2e

test-browsers: static setup-browser setup-browsers  ## the same in Chromium, Firefox and WebKit
	@$(PYTEST) $(PARALLEL) tests/browsers

bench: static setup-browser  ## speed beside real Dash and other peers: test-results/bench.json
	@$(PY) -m tests.bench $(BENCH)

bench-compare: static setup-browser  ## speed beside that of a revision: BASE=main; fails if slower
	@$(PY) -m tests.bench --base $(or $(BASE),$(error BASE=REVISION is missing)) $(BENCH)

bench-chart:  ## docs/speed.svg, from the last bench
	@$(PY) -m tests.bench --chart docs/speed.svg

clean:  ## forget what was built, keep what was downloaded
	rm -rf pyrt/_static site dist build .cache/stamps .cache/chromium .cache/browsers

.PHONY: help setup venv static metadata node setup-browser setup-browsers run gallery wheel test \
	lint format protocol unit test-web sim host wasm share differential conformance e2e test-browsers \
	bench bench-compare bench-chart clean
