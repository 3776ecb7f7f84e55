# Everything a person or CI does with this repository. CI runs the same targets.

SHELL       := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

FUZZTIME ?= 20s
LINTER   := go tool -modfile=tools/go.mod golangci-lint

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build bin/tianping
	go build -o bin/tianping ./cmd/tianping

.PHONY: run
run: build ## Start a sandbox marketplace with cases in it on 127.0.0.1:8080, data in ./data
	./bin/tianping serve --demo

.PHONY: setup-tests
setup-tests: ## Install what the tests need and this machine lacks (PostgreSQL, Chromium, Chinese fonts)
	scripts/setup-tests

.PHONY: test
test: setup-tests build ## All checks of a change: vet, tests, generated files, short simulation
	scripts/run-tests

.PHONY: journeys
journeys: setup-tests ## Every journey in a browser, with scripts and without, told one after the other
	go test -timeout 60m -count=1 -v -run '^TestBrowser' ./internal/door/web/reception

.PHONY: journeys-postgres
journeys-postgres: setup-tests ## Every journey on PostgreSQL: those of the API, then those in a browser
	TIANPING_TEST_ENGINE=postgres go test -timeout 60m -count=1 -run '^TestJourney' ./internal/door/api
	TIANPING_TEST_ENGINE=postgres go test -timeout 60m -count=1 -run '^TestBrowser' ./internal/door/web/reception

.PHONY: race
race: ## Tests under the race detector (slow)
	go test -race -timeout 60m ./...

.PHONY: fuzz
fuzz: ## Every fuzz test for FUZZTIME each (default 20s)
	scripts/fuzz $(FUZZTIME)

.PHONY: sim
sim: build ## The whole simulation, with lost replies and kills
	./bin/tianping sim

.PHONY: kills
kills: build ## Kill the real server (-9) 200 times under the load of its API
	./bin/tianping sim --server-kills 200

.PHONY: bench
bench: ## Start time and page time beside their floors, and every other benchmark
	go test -run '^$$' -bench . -benchmem -timeout 30m ./...

.PHONY: pictures
pictures: setup-tests ## Picture every page, both languages and themes, into build/pictures with a sheet to look at
	mkdir -p build/pictures
	go test ./internal/door/web -run '^TestPictures$$' -count=1 -timeout 60m -v -shots "$(CURDIR)/build/pictures"

.PHONY: lighthouse
lighthouse: setup-tests build ## Lighthouse over the main pages of a demo; writes docs/performance.md (minutes)
	scripts/lighthouse

.PHONY: lint
lint: ## Lint with the pinned linter (its first build takes some minutes)
	$(LINTER) run

.PHONY: format
format: ## Format as the linter wants it
	$(LINTER) fmt

.PHONY: generate
generate: ## Write generated files again
	scripts/generate

.PHONY: verify-generated
verify-generated: ## Fail when generating again would change a file
	scripts/verify-generated

.PHONY: golden
golden: ## Write golden files again; read the diff before committing it
	scripts/golden
