# Two commands do all the set-up: `make demo` and `make test`. Both make their own .venv and need only Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
RUN := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: demo test lint wheel-test model calibrate evaluate bench load faults fuzz clean

demo: $(VENV)/.base  ## run the main job on the samples and show what comes out
	$(RUN) $(BIN)/claimcite run corpus/samples -o outputs/demo

test: $(VENV)/.dev  ## all tests
	$(RUN) $(BIN)/python -m pytest

lint: $(VENV)/.dev  ## ruff and mypy --strict
	$(BIN)/ruff check pipeline models/train tests
	$(BIN)/mypy --strict -p claimcite

wheel-test: $(VENV)/.dev  ## build the wheel, install it into an empty environment, run the demo from it
	rm -rf build/wheel build/empty
	$(BIN)/pip wheel --quiet --no-deps -w build/wheel .
	$(PYTHON) -m venv build/empty
	build/empty/bin/pip install --quiet build/wheel/*.whl
	cd build && $(RUN) empty/bin/claimcite run ../corpus/samples -o wheel-demo --quiet

model: $(VENV)/.train  ## train models/en_claimcite again from the folder that CLAIMCITE_DATA names (about two hours on two cores)
	$(BIN)/python models/train/make.py

calibrate: $(VENV)/.base  ## fit the weights of confidence again: READ names a folder with pages/ and verdicts.jsonl (models/train/calibrate.py says what they are)
	@test -n "$(READ)" || { echo "set READ to the folder that holds pages/ and verdicts.jsonl"; exit 2; }
	$(RUN) $(BIN)/python models/train/calibrate.py "$(READ)"

evaluate: $(VENV)/.base  ## all scores: our own gold, and the model on the gold sets in the folder that CLAIMCITE_DATA names
	@test -n "$(CLAIMCITE_DATA)" || { echo "set CLAIMCITE_DATA to the folder that holds the gold sets"; exit 2; }
	$(RUN) $(BIN)/claimcite evaluate --sets "$(CLAIMCITE_DATA)"

bench: $(VENV)/.bench  ## claimcite beside the glue that a user would write, over the pages in the folder that CLAIMCITE_DATA names
	$(RUN) $(BIN)/python tests/benchmarks/bench.py
	$(RUN) $(BIN)/python tests/benchmarks/stages.py
	$(RUN) $(BIN)/python tests/benchmarks/quantities.py
	$(RUN) $(BIN)/python tests/benchmarks/dates.py
	$(RUN) $(BIN)/python tests/benchmarks/pages.py
	$(RUN) $(BIN)/python tests/benchmarks/facts.py
	$(RUN) $(BIN)/python tests/benchmarks/triples.py
	$(RUN) $(BIN)/python tests/benchmarks/attributions.py

load: $(VENV)/.base  ## a run over 20,000 documents made from the folder that CLAIMCITE_DATA names, and two runs after it
	$(RUN) $(BIN)/python tests/benchmarks/load.py

faults: $(VENV)/.base  ## long loops of faults: runs that are killed, disks that fail, other surroundings (half an hour)
	$(RUN) $(BIN)/python tests/faults/make_faults.py

fuzz: $(VENV)/.fuzz  ## fuzz the cleaners, the reader of references, quantities and dates, twenty minutes each
	for target in html mediawiki wikitext markdown plain references quantities dates; do \
	  mkdir -p build/fuzz/$$target && $(RUN) $(BIN)/python tests/fuzz/fuzz.py $$target build/fuzz/$$target -max_total_time=1200 -timeout=20 -rss_limit_mb=4096 -max_len=4000 -artifact_prefix=build/fuzz/ || exit 1; done

$(VENV)/.base: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev $(VENV)/.train $(VENV)/.bench $(VENV)/.fuzz: $(VENV)/.%: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[$*]'
	touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) build dist outputs/demo
