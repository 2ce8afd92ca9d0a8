# Panya. `make run` and `make test` do all the set-up on a fresh machine.
.DEFAULT_GOAL := help
.PHONY: help run test setup check fix messages bench soak lock docs clean

PYTHON ?= python3
UV      = .uv/bin/uv
BIN     = .venv/bin
PORT   ?= 8000
DEMO   ?= yes
DB     ?= sqlite
export UV_PROJECT_ENVIRONMENT = .venv

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

run: .venv/ready ## Set up (first time), then run the site on http://localhost:8000
	@if [ "$(DEMO)" != no ]; then $(BIN)/panya demo --only-if-empty; fi
	@exec $(BIN)/panya run --port $(PORT)

test: .venv/ready ## Run every test (DB=postgresql for PostgreSQL)
	@scripts/test $(DB)

setup: ## Make .venv with the development tools and the assets (EXTRAS="name …")
	@scripts/setup $(EXTRAS)

# What setup collects: an update of these is taken in with the next start.
COLLECTED = $(shell find panya -path panya/site/staticfiles -prune -o -path '*/static/vendor' -prune -o \( -path '*/static/*' -o -name '*.po' \) -type f -print 2>/dev/null)

.venv/ready: pyproject.toml uv.lock package-lock.json scripts/setup $(COLLECTED)
	@scripts/setup

check: .venv/ready ## Format, lint, types, contracts, templates, migrations, translations
	@scripts/check

fix: .venv/ready ## Put right what can be put right by itself
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

messages: .venv/ready ## Collect the texts that people see into the English catalogue
	@$(BIN)/python -m scripts.messages

bench: .venv/ready ## Measure; prints a table and writes bench.json (ONLY=word)
	@$(BIN)/python -m bench $(ONLY)

soak: .venv/ready ## The hours-long figures
	@$(BIN)/python -m pytest tests -m soak -p no:randomly

lock: ## Renew uv.lock and package-lock.json after editing the lists of dependencies
	@test -x $(UV) || { $(PYTHON) -m venv .uv && .uv/bin/pip install -q uv; }
	@$(UV) lock && npm install --package-lock-only --ignore-scripts

docs: .venv/ready ## Write docs/settings.md from the list of settings
	@$(BIN)/python -m scripts.settings_page

clean: ## Remove what setup made (not var/)
	@rm -rf .venv .uv node_modules panya/site/staticfiles panya/base/ui/static/vendor
