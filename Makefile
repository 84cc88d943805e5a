# The same checks run here and in .ci/run. Each stops the run when it fails.

.PHONY: help build test check fmt train cross-validate bench bench-compare bench-folder bench-screen bench-search bench-join bench-web soak screenshots goldens documents

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 14

build: ## build ./jikenbo, without cgo
	CGO_ENABLED=0 go build -o jikenbo ./cmd/jikenbo

test: ## run all tests
	go test ./...

check: fmt ## everything a change must pass
	go vet ./...
	go tool staticcheck ./...
	go fix -diff ./...
	go mod tidy -diff
	go test -race -short -timeout 30m ./...
	cd bench && go mod tidy -diff && go vet ./...

fmt:
	@unformatted=$$(gofmt -l .) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "gofmt -w these:"; echo "$$unformatted"; exit 1; fi

goldens: ## rewrite the golden files of the command's tests
	go test ./cmd/jikenbo -run "TestScript|TestReadme" -u

train: ## train the models and count anew how often each rule is right (2 minutes)
	go run ./internal/train
	go run ./internal/train -screen

cross-validate: ## how well notices are read that nothing was learnt from
	go run ./internal/train -check

bench: ## speed of reading, and that it is linear
	go test -run '^$$' -bench Read ./internal/ingest

bench-compare: ## reading beside only normalising and only tokenising, on one core
	cd bench && go test -run '^$$' -bench . -cpu 1

bench-screen: ## screening of web archives beside zcat of the same file, on one core; fails below 0.6 or at 100 MB
	JIKENBO_ARCHIVE=20000 go test -count=1 -run TestScreenSpeed -v ./cmd/jikenbo

bench-folder: ## read a generated folder of 100,000 notices; fails at 200 MB of memory
	JIKENBO_FOLDER=100000 go test -count=1 -run TestFolder -v ./cmd/jikenbo

CASES ?= 200000
bench-search: ## search of generated cases beside SQLite, PostgreSQL and bleve (25 minutes; less with CASES=20000, or SHORT=-short for jikenbo alone); fails beyond the bounds
	cd bench && JIKENBO_CASES=$(CASES) go test $(SHORT) -count=1 -timeout 4h -run TestSearch -v .

bench-join: ## what is joined of the notices of generated cases and their follow-ups, and how fast (15 minutes; less with CASES=20000); fails beyond the bounds
	JIKENBO_CASES=$(CASES) go test -count=1 -timeout 2h -run 'TestJoin$$' -v ./internal/generate/cases

bench-web: ## pages of cases a second from one core, by wrk with 64 connections; fails below 1,000 or where one of a hundred takes 50 ms
	JIKENBO_WRK=10 go test -count=1 -run TestPageSpeed -v ./cmd/jikenbo

soak: ## 64 readers and 8 editors at one server for five minutes
	JIKENBO_SOAK=5m go test -count=1 -timeout 20m -run TestReadersAndEditors -v ./internal/web

screenshots: ## pictures of every page in both languages, light and dark, phone and desktop, into ./screenshots
	JIKENBO_SCREENSHOTS=$(CURDIR)/screenshots go test -count=1 -timeout 30m -run TestBrowser -v ./cmd/jikenbo

documents: ## make the PDF and Word documents of the tests anew (Debian, as root)
	internal/document/testdata/make.sh
