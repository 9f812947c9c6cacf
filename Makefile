# Builds the programs `mall`, `mall-gateway` and `mall-register` and everything that is run through make.
# New .c, .sql, page and test files are found by name: nothing here needs to be edited for them.
#
#   SAN=address   build with AddressSanitizer and UndefinedBehaviorSanitizer, in a folder of its own
#   DEV=0         warnings stay warnings (for compilers newer than ours)
#   CC=clang      another compiler, in a folder of its own
#   PAGES=0       without the browser's pages (web/), so that no Node is needed

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

ifeq ($(origin CC),default)
CC := gcc
endif
DEV ?= 1
PAGES ?= 1
SAN ?=
BUILD ?= build/$(if $(filter-out gcc,$(CC)),$(notdir $(CC))-)$(if $(SAN),asan,plain)
GEN := $(BUILD)/gen

# ---- what there is -------------------------------------------------------------------------

LAYERS := $(shell sed -n 's/^\([a-z][a-z/-]*\):.*/\1/p' FLOORS)
MAINS := mall/main.c payments-mock/gateway_main.c register-mock/register_main.c

in_layers = $(sort $(foreach layer,$(LAYERS),$(wildcard $(addprefix $(layer)/,$(1)))))
SOURCES := $(filter-out $(MAINS),$(call in_layers,*.c))
SQL_FILES := $(call in_layers,sql/*.sql)
MIGRATIONS := $(call in_layers,migrations/[0-9]*.sql)
MODULES := $(wildcard $(LAYERS:%=%/module.c))
WEB_FILES := $(sort $(shell find web/static -type f ! -name '.*' ! -name '*~' 2>/dev/null) \
                    $(call in_layers,*.html)) $(GEN)/openapi.json
# What the browser's pages are made from, and where they go: one place for all builds of the program.
PAGE_SOURCES := $(shell find web -name node_modules -prune -o -path web/static -prune -o -type f ! -name '*~' -print 2>/dev/null)
PAGES_STAMP := $(if $(filter-out 0,$(PAGES)),build/web/dist.stamp)
OPENAPI := mall/openapi.json $(call in_layers,*.openapi.json) $(call in_layers,*.examples.json)
LLHTTP_DIR := /usr/share/llhttp
LLHTTP := api http llhttp

UNIT_TESTS := $(wildcard tests/unit/*_test.c)
UNIT_SUPPORT := $(filter-out $(UNIT_TESTS),$(wildcard tests/unit/*.c))
FUZZERS := $(wildcard tests/fuzz/*_fuzz.c)
SQL_TESTS := $(wildcard tests/sql/*.c)
TOOLS := $(wildcard tests/tools/*.c tests/http/*.c)

OBJ := $(BUILD)/obj
objects = $(patsubst %.c,$(OBJ)/%.o,$(1))
LIB_OBJECTS := $(call objects,$(SOURCES)) $(LLHTTP:%=$(OBJ)/llhttp/%.o) \
               $(OBJ)/gen/sql.o $(OBJ)/gen/migrations.o $(OBJ)/gen/modules.o \
               $(OBJ)/gen/web.o
UNIT_PROGRAMS := $(UNIT_TESTS:%.c=$(BUILD)/%)
SQL_PROGRAMS := $(SQL_TESTS:%.c=$(BUILD)/%)
TOOL_PROGRAMS := $(TOOLS:%.c=$(BUILD)/%)
BUILD_PROGRAMS := $(BUILD)/embed $(BUILD)/openapi $(BUILD)/house
FUZZ_REPLAYS := $(FUZZERS:%_fuzz.c=$(BUILD)/%_replay)
FUZZ_PROGRAMS := $(FUZZERS:%.c=$(BUILD)/%)

# What the tests in T need, so that one unit test does not wait for all programs. Databases are made by the mall.
GIVEN := $(patsubst $(BUILD)/%,%,$(T:%.c=%))
TEST_NEEDS = $(addprefix $(BUILD)/,$(filter-out %.test,$(GIVEN))) \
             $(if $(shell grep -ls MALL_TEST_DB /dev/null $(addsuffix .c,$(filter tests/unit/%,$(GIVEN)))),$(BUILD)/mall) \
             $(if $(filter tests/tidy/%,$(GIVEN)),$(BUILD_PROGRAMS) $(BUILD)/tests/tools/coro_stopped $(BUILD)/tests/tools/schema_check) \
             $(if $(filter tests/sql/% tests/api/% tests/fault/% tests/load/% tests/browser/%,$(GIVEN)),all $(SQL_PROGRAMS) $(TOOL_PROGRAMS))

# ---- how it is compiled --------------------------------------------------------------------

PACKAGES := libevent_core libevent_extra libpq jansson libcurl libpcre2-8 libsodium libcrypto libqrencode zlib \
            libjpeg libpng libwebp xlsxwriter sqlite3
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
            -Wwrite-strings -Wpointer-arith -Wformat=2 $(if $(filter-out 0,$(DEV)),-Werror)
ifeq ($(SAN),)
HARDENING := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fcf-protection
else
# detect and stop at the first finding; _FORTIFY_SOURCE would hide some from the sanitizer
HARDENING := -O1 -fsanitize=$(SAN),undefined -fno-sanitize-recover=all
endif
# A finding names functions and lines; who looks at variables has the other build. What is not moved
# about in memory starts sooner, which tests do two thousand times.
DEBUG := $(if $(SAN),-g1,-g)
NO_PIE := $(if $(SAN),-no-pie)
ifdef FUZZ
HARDENING += -fsanitize=fuzzer-no-link
endif

ALL_CPPFLAGS = -D_GNU_SOURCE -I. -I$(BUILD) -isystem /usr/include/llhttp \
               -isystem /usr/share/include/llhttp $(PACKAGE_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS = -std=gnu17 $(DEBUG) -fno-omit-frame-pointer -fno-strict-aliasing $(HARDENING) $(CFLAGS)
ALL_LDFLAGS = $(filter -fsanitize=%,$(HARDENING)) $(NO_PIE) -Wl,-z,relro,-z,now $(LDFLAGS)
ALL_LIBS = $(PACKAGE_LIBS) -lm
COMPILE = $(CC) $(ALL_CPPFLAGS) -MMD -MP $(ALL_CFLAGS) -c -o $@ $<
GENERATED := $(BUILD)/sql.stamp $(BUILD)/migrations.stamp $(BUILD)/modules.stamp $(BUILD)/web.stamp

# ---- targets for people --------------------------------------------------------------------

.PHONY: all tests web run demo-reset check test shots watch load fuzz bench bench-growth bench-register graph schema drawings permissions pages-table commands format clean help prerequisites FORCE

all: $(BUILD)/mall $(BUILD)/mall-gateway $(BUILD)/mall-register ## build the programs (build/plain/mall, mall-gateway, mall-register)

tests: all $(UNIT_PROGRAMS) $(SQL_PROGRAMS) $(TOOL_PROGRAMS) $(FUZZ_REPLAYS) $(BUILD_PROGRAMS) ## build the programs and the test programs

web: build/web/dist.stamp ## build the browser's pages (they are also built by `make`)

run: ## install what is missing, build, start database, gateway and mall with demo data
	@ops/run

demo-reset: ## throw away the demo's database, keys and logs; the next make run begins anew
	@ops/demo/reset

check: ## build everything and run every test; the last line says `N passed, N failed`
	@ops/check

test: $(TEST_NEEDS) ## run some tests: make test T="tests/api/orders.test tests/unit/money_test"
	@tests/run -b $(BUILD) $(T)

shots: all web ## tell every browser story with pictures of its pages, in build/shots
	@TEST_SHOTS=1 tests/run -b $(BUILD) tests/browser/*.test

watch: ## build and run T="..." again whenever a file changes
	@ops/watch $(T)

load: all ## random operations by everybody, counted again: make load SEED=7 OPERATIONS=200000
	@LOAD_SEED=$(or $(SEED),$(shell date +%s)) LOAD_OPERATIONS=$(OPERATIONS) LOAD_OUT=$(BUILD)/load \
	    TEST_TIMEOUT=$(or $(TEST_TIMEOUT),86400) tests/run -b $(BUILD) tests/load/load.test

fuzz: ## build the fuzz targets with clang and run each for FUZZ_SECONDS (default 20)
	@ops/install fuzz
	@$(MAKE) --no-print-directory CC=clang SAN=address FUZZ=1 BUILD=build/fuzz fuzz-programs
	@tests/fuzz/run

ORDERS = 100000
grow: all ## fill the database of `make run` (fresh, begun with MALL_DEMO_HISTORY=0) with ORDERS= orders of a year
	@ops/bench/grow/run --orders $(ORDERS)

bench: ## measure on this machine, beside the references
	@ops/install bench
	@$(MAKE) --no-print-directory all
	@ops/bench/run

bench-growth: all ## measure every kind of request on a fresh and on a grown database (BENCH_ORDERS=100000), into ops/bench/RESULTS.md
	@ops/bench/growth

bench-register: all ## measure a snapshot of BENCH_HOUSEHOLDS=1000000 households, verdicts and look-ups, into ops/bench/RESULTS.md
	@ops/install bench
	@ops/bench/register

graph: $(BUILD)/house ## how the folders stand on each other: includes and tables (DOT=1: for Graphviz)
	@$(BUILD)/house graph $(if $(DOT),dot)

schema: all ## write ops/schema.sql anew from the migrations
	@tests/run --schema > ops/schema.sql.new
	@mv ops/schema.sql.new ops/schema.sql

drawings: ## draw web/static/produce, scenes and states anew (needs node)
	@rm -rf web/static/produce web/static/scenes web/static/states
	@node web/drawings/generate.mjs

permissions: $(BUILD)/mall ## write PERMISSIONS.md anew: who may do what
	@$(BUILD)/mall help permissions >PERMISSIONS.md

pages-table: build/web/openapi.json ## write into ARCHITECTURE.md which page each route of the API serves
	@ops/web node web/build/route_pages.mjs write

format: ## lay out every C file by .clang-format (needs the package clang-format)
	@clang-format -i --style=file $(sort $(shell find $(LAYERS) ops tests -name '*.[ch]' 2>/dev/null))

commands: $(GENERATED) ## write build/compile_commands.json, by which editors understand the sources
	@{ separator='['; for file in $(sort $(SOURCES) $(MAINS) $(UNIT_TESTS) $(UNIT_SUPPORT) $(SQL_TESTS) $(TOOLS) $(FUZZERS)); do \
	    printf '%s\n{"directory": "%s", "file": "%s", "command": "%s"}' "$$separator" "$(CURDIR)" "$$file" \
	        "$(strip $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(WARNINGS)) -c $$file"; separator=,; \
	done; echo; echo ']'; } > build/compile_commands.json

clean: ## remove what was built (the demo's data in .run stays)
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

# ---- programs ------------------------------------------------------------------------------

.PHONY: fuzz-programs
fuzz-programs: $(FUZZ_PROGRAMS)

$(BUILD)/mall: $(OBJ)/mall/main.o $(BUILD)/libmall.a
	$(link)
$(BUILD)/mall-gateway: $(OBJ)/payments-mock/gateway_main.o $(BUILD)/libmall.a
	$(link)
$(BUILD)/mall-register: $(OBJ)/register-mock/register_main.o $(BUILD)/libmall.a
	$(link)

# Over two hundred test programs are linked: by gold, which comes with ld and takes half of its time.
TEST_LINKER := $(if $(shell command -v ld.gold),-fuse-ld=gold)
$(UNIT_PROGRAMS) $(SQL_PROGRAMS) $(TOOL_PROGRAMS) $(FUZZ_REPLAYS): LINKER = $(TEST_LINKER)

# A test may ask for linker options of its own with a line `// link: -Wl,--wrap=malloc`.
link = @mkdir -p $(@D); echo "  link  $@"; $(CC) $(ALL_CFLAGS) $(LINKER) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) \
       $(shell sed -n 's|^// link: ||p' $(patsubst $(OBJ)/%.o,%.c,$(firstword $^))) \
       $(filter %.a,$^) $(ALL_LIBS)

$(UNIT_PROGRAMS): $(BUILD)/%: $(OBJ)/%.o $(call objects,$(UNIT_SUPPORT)) $(BUILD)/libmall.a
	$(link) -lcmocka
$(SQL_PROGRAMS) $(TOOL_PROGRAMS): $(BUILD)/%: $(OBJ)/%.o $(BUILD)/libmall.a
	$(link)
$(FUZZ_REPLAYS): $(BUILD)/%_replay: $(OBJ)/%_fuzz.o $(OBJ)/tests/fuzz/replay_main.o $(BUILD)/libmall.a
	$(link)
$(FUZZ_PROGRAMS): $(BUILD)/%: $(OBJ)/%.o $(BUILD)/libmall.a
	$(link) -fsanitize=fuzzer

$(BUILD)/libmall.a: $(LIB_OBJECTS) $(BUILD)/objects.list
	@rm -f $@; ar rcs $@ $(filter %.o,$^)

# ---- objects -------------------------------------------------------------------------------

# Debian's sources build the loose parser unless told otherwise.
$(OBJ)/llhttp/%.o: $(LLHTTP_DIR)/%.c | prerequisites
	@mkdir -p $(@D); echo "  cc    $<"; $(COMPILE) -w -DLLHTTP_STRICT_MODE=1
$(OBJ)/gen/%.o: $(GEN)/%.c | prerequisites $(GENERATED)
	@mkdir -p $(@D); echo "  cc    $<"; $(COMPILE) -w
$(OBJ)/%.o: %.c | prerequisites $(GENERATED)
	@mkdir -p $(@D); echo "  cc    $<"; $(COMPILE) $(WARNINGS)

prerequisites:
	@ops/build/prerequisites $(CC) $(PACKAGES)

# ---- files made from other files -----------------------------------------------------------

# These run on the building machine only, hence without hardening or sanitizers.
$(BUILD_PROGRAMS): $(BUILD)/%: ops/build/%.c ops/build/source.c ops/build/text.c $(wildcard ops/build/*.h) | prerequisites
	@mkdir -p $(@D); echo "  cc    $<"; $(CC) -D_GNU_SOURCE -std=gnu17 -O1 -g -I. $(WARNINGS) -o $@ $(filter %.c,$^) $(LIBS)
$(BUILD)/embed: ops/build/statement.c ops/build/sql_scan.c
$(BUILD)/house: $(addprefix ops/build/,county.c facts.c floors.c sql_query.c sql_scan.c sql_tokens.c)
$(BUILD)/openapi: LIBS = $(shell pkg-config --cflags --libs jansson)

# embed leaves an output that would not change untouched, so that nothing is compiled for nothing;
# the stamp remembers that it has looked. The lists make a file that went away count as a change.
embedded = @$(BUILD)/embed $(1) $(GEN) < $(BUILD)/$(1).list && touch $@
$(BUILD)/sql.stamp: $(BUILD)/embed $(BUILD)/sql.list $(SQL_FILES)
	$(call embedded,sql)
$(BUILD)/migrations.stamp: $(BUILD)/embed $(BUILD)/migrations.list $(MIGRATIONS)
	$(call embedded,migrations)
$(BUILD)/modules.stamp: $(BUILD)/embed $(BUILD)/modules.list
	$(call embedded,modules)
$(BUILD)/web.stamp: $(BUILD)/embed $(BUILD)/web.list $(WEB_FILES) $(PAGES_STAMP)
	$(call embedded,web)
$(GEN)/openapi.json: $(BUILD)/openapi $(BUILD)/openapi.list $(OPENAPI)
	@$(BUILD)/openapi $@ < $(BUILD)/openapi.list && touch $@
build/web/dist.stamp: $(PAGE_SOURCES) ops/web build/web/npm.list build/web/openapi.json
	@ops/web build && touch $@
build/web/openapi.json: $(GEN)/openapi.json | build/web/npm.list
	@cmp -s $< $@ || cp $< $@
$(GEN)/%.h $(GEN)/%.c: $(BUILD)/%.stamp
	@:
$(GEN)/%/sql.h: $(BUILD)/sql.stamp
	@:

$(BUILD)/sql.list: LIST = $(SQL_FILES)
$(BUILD)/migrations.list: LIST = $(MIGRATIONS)
$(BUILD)/modules.list: LIST = $(MODULES)
# Which files the pages are is known only when they are built.
$(BUILD)/web.list: LIST = $(WEB_FILES) $(if $(PAGES_STAMP),$(shell find build/web/dist -type f ! -path '*/.vite/*' 2>/dev/null))
$(BUILD)/web.list: $(PAGES_STAMP)
build/web/npm.list: LIST = $(shell command -v npm)
$(BUILD)/openapi.list: LIST = $(OPENAPI)
$(BUILD)/objects.list: LIST = $(LIB_OBJECTS)
$(BUILD)/%.list: FORCE
	$(write_list)
build/web/%.list: FORCE
	$(write_list)
write_list = @mkdir -p $(@D); for f in $(LIST); do echo "$$f"; done > $@.new; \
             if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

.SECONDARY:
-include $(patsubst %.o,%.d,$(LIB_OBJECTS) $(call objects,$(MAINS) $(UNIT_TESTS) $(UNIT_SUPPORT) \
           $(SQL_TESTS) $(TOOLS) $(FUZZERS) tests/fuzz/replay_main.c))
