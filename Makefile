# One command for each thing that is done here: `make` lists them.
# A machine needs Python 3.11 or newer and make. Everything else goes into .venv, pinned and checked by hash.

VENV ?= .venv
UV ?= uv
PARAMS ?= params/2018.yml
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-deps
# Wheels only: building a package would fetch tools that no lock has pinned. A lock names all that its packages need.
# uv, where it is there and finds the packages, takes seconds; pip does otherwise.
PINNED := --require-hashes --only-binary :all: --requirement
BY_UV := $(if $(shell command -v $(UV)),$(UV) pip install --quiet --python $(BIN)/python --no-deps $(PINNED),false)
pinned = { $(BY_UV) $(1) 2>/dev/null || $(INSTALL) $(PINNED) $(1); }
OURS := $(INSTALL) --no-build-isolation --editable .
# One lock serves every system and every Python from the oldest on; no lock says where packages come from.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate $(UPGRADE)
# Files of tests in the order of tests/conftest.py, and what one process has compiled kept for the others.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses logical --dist loadfile --no-loadscope-reorder

.PHONY: help report sample test fuzz lab check compare bench docs pictures lock clean
.DELETE_ON_ERROR:

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

report: $(VENV)/ready ## build the report of 2018 into outputs/ (another: make report PARAMS=params/2019.yml)
	$(BIN)/kgreport build $(PARAMS)

sample: $(VENV)/ready ## make the made-up province in data/sample and build its report
	test -d data/sample || $(BIN)/kgreport sample data/sample
	$(BIN)/kgreport build params/sample-2018.yml

test: $(VENV)/ready-for-tests ## run the tests (some: make test TESTS=tests/stats)
	$(PYTEST) $(TESTS)

fuzz: $(VENV)/ready-for-tests ## try damaged inputs, FUZZ times as many as the tests do (40)
	FUZZ=$(or $(FUZZ),40) $(BIN)/python -m pytest -s $(or $(TESTS),tests/fuzz)

lab: $(VENV)/ready ## make a project of your own in lab/, and open its notebook in JupyterLab
	@test -d lab/params || $(BIN)/kgreport new lab
	cd lab && $(abspath $(BIN))/python -m jupyterlab notebooks/annual_report.ipynb

check: $(VENV)/ready-for-tests ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

compare: $(VENV)/ready-for-tests ## compare what BASE (a revision or folder) and this checkout write (some: ONLY="unit check")
	@$(BIN)/python -m tests.compare_checkouts $(BASE) $(if $(ONLY),--only $(ONLY))

bench: $(VENV)/ready-for-bench ## measure against the plain way of doing the same
	@set -e; export PLOOMBER_STATS_ENABLED=false; for script in tests/bench/*.py; do echo "$$script"; $(BIN)/python "$$script"; done

docs: $(VENV)/ready-for-docs ## build the pages of docs/ for reading without a network: docs/_site/index.html
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going docs docs/_site
	@echo docs/_site/index.html

pictures: $(VENV)/ready-for-tests ## take the pictures of sections in docs/pictures again (needs Chromium)
	test -d data/sample || $(BIN)/kgreport sample data/sample --records-only
	$(BIN)/kgreport build params/sample-2018.yml --to html --output outputs/pictures
	$(BIN)/python -m docs.building.pictures outputs/pictures/sample-2018/annual-report-sample-2018.html

lock: ## bring the locks in step with pyproject.toml (needs uv; newest versions: make lock UPGRADE=--upgrade)
	$(COMPILE) --group pip --output-file requirements-pip.lock
	$(COMPILE) --group ci --output-file .ci/requirements.lock
	$(COMPILE) pyproject.toml --extra lab --extra fact-check --group build --output-file requirements.lock
	$(COMPILE) --group test --group check --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group bench --constraint requirements.lock --constraint requirements-dev.lock \
		--output-file requirements-bench.lock
	$(COMPILE) --group docs --constraint requirements.lock --constraint requirements-dev.lock \
		--output-file requirements-docs.lock

clean: ## remove outputs and caches; nothing that cannot be made again
	find outputs -mindepth 1 ! -name README.md -delete
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis dist docs/_site docs/generated
	find kgreport tests notebooks -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/ready: requirements-pip.lock requirements.lock pyproject.toml
	@$(if $(PYTHON),set -- "$(PYTHON)",set -- python3.11 python3 python3.12 python3.13 python3.14 python); \
	for python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "make: Python 3.11 or newer is needed, and none of these is one: $$*" >&2; \
		echo "make: install it, or say where it is: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; \
		exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$($$python --version) (a minute or two the first time)"; \
	"$(BIN)/python" -m pip --version >/dev/null 2>&1 || "$$python" -m venv "$(VENV)" || { \
		echo "make: $$python cannot make environments; on Debian or Ubuntu install python3-venv" >&2; exit 1; }
	@$(call pinned,requirements-pip.lock) || true  # an older pip does too
	@$(call pinned,requirements.lock)
	@$(OURS)
	@touch $@

$(VENV)/ready-for-tests: requirements-dev.lock $(VENV)/ready
	@echo "Adding to $(VENV) what tests and checks need"
	@$(call pinned,requirements-dev.lock)
	@touch $@

$(VENV)/ready-for-bench: requirements-bench.lock $(VENV)/ready-for-tests
	@echo "Adding to $(VENV) what the benchmarks measure against"
	@$(call pinned,requirements-bench.lock)
	@touch $@

$(VENV)/ready-for-docs: requirements-docs.lock $(VENV)/ready
	@echo "Adding to $(VENV) what builds the pages of docs/"
	@$(call pinned,requirements-docs.lock)
	@touch $@
