# Four verbs: run, test, check, bench. Everything else is a step of one of them.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SAMPLE ?= 1
VENV := .venv
BIN := $(VENV)/bin
# Tests and checks use what is locked for development; running needs only the rest.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test check bench lock browser manual clean

help:  ## この一覧を表示する
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

# Debian's Python puts no pip into an environment unless python3-venv is installed: then its own pip fills it.
PIP = $$($(BIN)/python -m pip --version >/dev/null 2>&1 && echo "$(BIN)/python -m pip" || echo "$(PYTHON) -m pip --python $(BIN)/python")

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 以降が必要です。PYTHON=python3.12 make run のように選べます。"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "必要なパッケージを $(VENV) に入れています（初めてのときと、更新の後だけです。数分かかることがあります）。"
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(BIN)/python
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@touch $(VENV)/.run $@

run: $(VENV)/.run  ## 見本を読み込んで起動する（空で始めるときは SAMPLE=0）
	@$(BIN)/flask --app platform_app serve --host $(HOST) --port $(PORT) $(if $(filter 0,$(SAMPLE)),--no-sample,--sample)

browser:
	@.ci/browser

test: $(VENV)/.dev browser  ## 検査を全部行う
	@$(BIN)/python -m pytest -n $${TEST_WORKERS:-2} --no-loadscope-reorder $(if $(CI),--randomly-seed=20230220) $(ARGS)

check: $(VENV)/.dev  ## 書式・型・構造を調べる
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@$(BIN)/djlint templates --lint --quiet --ignore H015
	@$(BIN)/codespell platform_app forms reports tests docs benchmarks README.md

bench: $(VENV)/.dev  ## 速さを測る
	@$(BIN)/python -m benchmarks

manual: $(VENV)/.dev browser  ## 手引の画面の図を、実際の画面から作り直す
	@$(BIN)/python -m docs.pictures

lock:  ## 依存するパッケージの版を固定し直す
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra postgres -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra postgres --group dev -o requirements-dev.lock

clean:  ## 作られたものを消す（instance は残す）
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
