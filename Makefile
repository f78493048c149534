# make demo   sets up, screens the casebook of real dealings, says where to look
# make test   sets up and runs all tests
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    := out

.PHONY: demo test brief hindcast lint format casebook bench docs clean

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Catspaw needs Python 3.11 or newer; give it as: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up $(VENV) (once; about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-binary catspaw --editable .
	@touch $@

$(VENV)/dev: $(VENV)/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --group test --group lint
	@touch $@

demo: $(VENV)/ready
	@mkdir -p $(OUT)
	@$(BIN)/python -m catspaw demo --out $(OUT)

test: $(VENV)/dev
	@$(BIN)/python -m pytest -n 2 -q

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

brief: $(VENV)/ready
	@mkdir -p $(OUT)
	@$(BIN)/python -m catspaw brief dprk-recognises-dpr-lpr --out $(OUT)/brief.html
	@echo "Look at $(OUT)/brief.html"

hindcast: $(VENV)/ready
	@$(BIN)/python -m catspaw hindcast

casebook: $(VENV)/ready
	@$(BIN)/python -m catspaw casebook

bench: $(VENV)/ready
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.screening
	@$(BIN)/python -m benchmarks.questions

docs: $(VENV)/ready
	@$(BIN)/python -m catspaw docs --out docs

clean:
	rm -rf $(VENV) $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis
