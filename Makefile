# The front door: `make` lists the verbs. The same verbs run here and in CI.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
JOBS ?= $(shell nproc)
PRESET ?= $(if $(CI),ci,dev)
SERVE ?= 1
TILES ?=
# `make test features` runs the tests of one module: the word after the verb.
WORDS := $(wordlist 2,9,$(MAKECMDGOALS))
ifneq ($(filter test bench fuzz,$(firstword $(MAKECMDGOALS))),)
  $(foreach word,$(WORDS),$(eval $(word):;@:))
endif

.PHONY: help setup build test check format tidy asan tsan fuzz bench bless demo clean ci

help: ## list the verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: ## install what is missing (Debian and npm packages)
	@tools/setup --tests

build: ## build the program and its tests (build/dev; build/ci when CI is set)
	@tools/setup
	@cmake --preset $(PRESET) >build.log 2>&1 || { cat build.log; exit 1; }; rm -f build.log
	@cmake --build --preset $(PRESET) -j $(JOBS)

test: setup build ## build and run every test; `make test features`: those of one module
	@ctest --preset $(PRESET) -j $(JOBS) $(if $(WORDS),-L '^($(subst $() $(),|,$(WORDS)))$$',)

check: setup ## format, layers, and the other checks of the source tree
	@tools/check_format
	@python3 tools/check_layers.py

format: ## format all C++ sources
	@tools/check_format --fix

tidy: build ## clang-tidy over the program's own code
	@git ls-files 'src/*.cpp' 'apps/*.cpp' | xargs -P $(JOBS) -n 4 clang-tidy-14 -p build/$(PRESET) --quiet

asan: setup ## tests under the address and undefined-behaviour sanitizers
	@cmake --preset asan >/dev/null && cmake --build --preset asan -j $(JOBS) && ctest --preset asan -j $(JOBS)

tsan: setup ## tests under the thread sanitizer
	@cmake --preset tsan >/dev/null && cmake --build --preset tsan -j $(JOBS) && ctest --preset tsan -j $(JOBS)

fuzz: ## `make fuzz ingest_csv 60`: one target for 60 s; all without a name
	@tools/setup --fuzz
	@cmake --preset fuzz >/dev/null && cmake --build --preset fuzz -j $(JOBS) --target fuzzers
	@tools/fuzz $(WORDS)

bench: setup ## `make bench features`: a benchmark; correctness first
	@cmake --preset release >/dev/null && cmake --build --preset release -j $(JOBS)
	@tools/bench $(WORDS)

bless: build ## accept what the golden command-line runs print now
	@BLESS=1 ctest --preset $(PRESET) -L '^cli$$' -j $(JOBS); git status --short test/cli

demo: ## two small tiles through the whole pipeline, then the viewer (SERVE=0: without; TILES='a.zip b.zip': yours)
	@tools/setup
	@cmake --preset release >build.log 2>&1 || { cat build.log; exit 1; }; rm -f build.log
	@cmake --build --preset release -j $(JOBS) --target plumbline
	@tools/demo build/release/plumbline "$(SERVE)" $(TILES)

clean: ## remove everything that was built
	@rm -rf build demo

ci: check test ## what CI runs
	@git diff --exit-code
