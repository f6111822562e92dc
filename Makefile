# duizhao: `make demo` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

.PHONY: setup demo test check bench serve clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "duizhao needs Python 3.11 or newer; this is " + sys.version)'
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --clear --python $(PYTHON) $(VENV) && \
		uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else \
		$(PYTHON) -m venv --clear $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
	fi
	@touch $(READY)

demo: $(READY)
	$(BIN)/duizhao demo

serve: $(READY)
	$(BIN)/duizhao demo --serve

# A process a core and one more, for half of their time is waiting (tests/conftest.py), each with a PostgreSQL of its
# own; a file stays in one, for what its tests share. In the order of
# their names: those that wait for services come in the middle, and the last ones are short.
SIDE_BY_SIDE = --numprocesses auto --dist loadfile --no-loadscope-reorder

test: $(READY)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

# The pages are not part of this repository: PAGES names a directory of saved ones with a manifest.
PAGES ?= ../shared/pages
bench: $(READY)
	$(BIN)/python -m benchmarks.crawl --pages $(PAGES)
	$(BIN)/python -m benchmarks.kill --kills 20
	$(BIN)/python -m benchmarks.kill --kills 20 --database sqlite --workers 1
	$(BIN)/python -m benchmarks.kill --kills 20 --database postgresql
	$(BIN)/python -m benchmarks.cuts
	$(BIN)/python -m benchmarks.service
	$(BIN)/python -m benchmarks.service --database postgresql --workers 2

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
