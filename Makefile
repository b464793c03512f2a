# SIP Desk. `make run` shows it, `make test` checks it; both set themselves up.
bin := .venv/bin
offscreen := QT_QPA_PLATFORM=offscreen
# more for pytest or the lock: make test ARGS='-k visits', make lock ARGS=--upgrade
ARGS ?=

.NOTPARALLEL:
.PHONY: help ready run test lint types contracts bench soak pictures lock wheel fresh clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

ready:
	@sh .ci/setup

run: ready ## open the window with a sample desk (no screen: write the sample's documents to out/)
	@if [ "$$(uname)" = Darwin ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    [ -e out/sample.sipdesk ] || $(bin)/sipdesk sample out || exit; \
	    SIPDESK_PASSPHRASE=sample $(bin)/sipdesk --store out/sample.sipdesk; \
	else \
	    echo "No display here, so no window: the sample desk and its documents go to out/."; \
	    $(offscreen) $(bin)/sipdesk sample out --force; \
	fi

test: lint types contracts ## everything that must hold: lint, types, contracts, tests
	@echo "== Tests =="
	@$(offscreen) $(bin)/pytest -n 2 --dist loadfile $(ARGS)

lint: ready ## ruff: rules and layout
	@echo "== Lint =="
	@$(bin)/ruff check
	@$(bin)/ruff format --check

types: ready ## mypy
	@echo "== Types =="
	@$(bin)/mypy

contracts: ready ## which part may import which
	@echo "== Contracts =="
	@$(bin)/lint-imports --no-logo

bench: ready ## measure speed
	@$(offscreen) $(bin)/python -m tests.bench $(ARGS)

soak: ready ## crashes, power cuts and bad files by the thousand (long): the table of docs/reliability.md
	@$(offscreen) $(bin)/python -m tests.soak $(ARGS)

pictures: ready ## pages as pictures: out/pictures, docs/pictures
	@$(offscreen) $(bin)/python -m tests.pictures out/pictures
	@$(offscreen) $(bin)/python -m tests.pictures docs/pictures --docs

lock: ## renew requirements.lock and requirements-dev.lock
	@sh .ci/lock $(ARGS)

wheel: ready ## build dist/*.whl and try it in a clean environment
	@sh .ci/wheel

fresh: ## try the last commit on a bare Debian 12 (root only)
	@sh .ci/fresh

clean: ## remove what make made, .venv included
	rm -rf .venv out dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find sipdesk tests -name __pycache__ -prune -exec rm -rf {} +
