# Each word works on a machine that has Python 3.11 (or newer) and pip, and nothing of ours.
.PHONY: demo test coverage check bench docs clean
PYTHON ?= python3
UV := .tools/bin/uv
RUN := .venv/bin/
export SHIHU_BUILD ?= .build
export DJANGO_SETTINGS_MODULE ?= shihu.config.settings
# One more than the cores of a small machine: journeys and killed processes wait for others.
WORKERS ?= 3

# The venv is made anew only when the lock or the project file has changed.
.tools/uv.done:
	$(PYTHON) -c 'import sys; sys.exit("shihu needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@

.venv/run.done: .tools/uv.done uv.lock pyproject.toml
	$(UV) sync --quiet --frozen --no-default-groups --inexact
	@touch $@

.venv/dev.done: .tools/uv.done uv.lock pyproject.toml
	$(UV) sync --quiet --frozen --group dev --inexact
	@touch $@ .venv/run.done

.venv/bench.done: .tools/uv.done uv.lock pyproject.toml
	$(UV) sync --quiet --frozen --all-groups
	@touch $@ .venv/dev.done .venv/run.done

demo: .venv/run.done  ## install, build the demonstration township, serve it
	@$(RUN)shihu demo
	@$(RUN)shihu serve --prepared

test: .venv/dev.done  ## everything: units, pages, journeys in a browser, both databases
	@SHIHU_MODE=test $(RUN)python -c "from pathlib import Path; from shihu.fronts.cli.assets import assets; from shihu.fronts.cli.translations import compile_all; assets(Path('.build').resolve()); compile_all()"
	$(RUN)pytest -n $(WORKERS)
	$(RUN)python -m tests.on_postgres $(RUN)pytest -n $(WORKERS) --database-only

coverage: .venv/dev.done  ## which lines of the engines their tests run: compiled code is interpreted, which takes minutes
	@mkdir -p .build
	NUMBA_DISABLE_JIT=1 $(RUN)coverage run -m pytest -n 0 -q tests/engines
	$(RUN)coverage report

check: .venv/dev.done  ## style, types, walls, migrations, translations
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)lint-imports
	$(RUN)djlint --lint --quiet src
	SHIHU_MODE=test SHIHU_DATA=.build/check $(RUN)django-admin check --fail-level WARNING
	SHIHU_MODE=test SHIHU_DATA=.build/check $(RUN)django-admin makemigrations --check --dry-run
	$(RUN)shihu translations check

bench: .venv/bench.done  ## side by side with peers
	$(RUN)python -m benchmarks

docs: .venv/dev.done  ## take the picture anew; check links and worked numbers
	SHIHU_PICTURES=docs/pictures $(RUN)pytest -n 0 tests/docs tests/journeys/test_newcomer.py

clean:
	rm -rf .venv .tools .build .demo
