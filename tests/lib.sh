# Sourced by every tests/*/*.test, which are POSIX shell programs run from the top of the checkout:
#
#     #!/bin/sh
#     . tests/lib.sh
#     start_all
#     http GET /api/v1/listings
#     check_status "listings are public" 200
#     check_json "the first page holds twenty" '.items | length' 20
#
# Each file has a database of its own with the demo's data, so files do not depend on each other.
# Every check is a case and prints `ok - NAME` or `not ok - NAME`; the rest of the file still runs.
# What the file started is stopped when it ends. Run one: make test T=tests/api/NAME.test
#
# From the runner: TEST_TMP (a folder of the file's own), TEST_BUILD, MALL_BIN, GATEWAY_BIN,
# TEST_DB (database name), MALL_DB, MALL_DB_OWNER, and the settings of ops/demo/secrets.

[ -n "${TEST_TMP:-}" ] || exec tests/run "$0"
set -u
. ops/ports.sh

TEST_CASES=0
TEST_FAILURES=0
TEST_PG=${TEST_PG:-$TEST_WORK/pg}
MALL_PID='' GATEWAY_PID='' ACTOR='' TOKEN='' STATUS='' BODY=''
mall_log=$TEST_TMP/mall.log
gateway_log=$TEST_TMP/gateway.log

# ---- cases ----------------------------------------------------------------------------------

ok() { # NAME
    TEST_CASES=$((TEST_CASES + 1))
    echo "ok - $1"
}

not_ok() { # NAME [DETAIL]
    TEST_CASES=$((TEST_CASES + 1))
    TEST_FAILURES=$((TEST_FAILURES + 1))
    echo "not ok - $1"
    [ -z "${2:-}" ] || printf '%s\n' "$2" | head -c 4000 | sed 's/^/#   /'
}

# For what a file cannot go on without.
bail_out() { # NAME [DETAIL]
    not_ok "$@"
    exit 1
}

check_eq() { # NAME GOT WANT
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "got:  $2
want: $3"; fi
}

check_ne() { # NAME GOT UNWANTED
    if [ "$2" != "$3" ]; then ok "$1"; else not_ok "$1" "got: $2"; fi
}

check_match() { # NAME GOT EXTENDED-REGEX
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then ok "$1"; else not_ok "$1" "got:  $2
want: a match of $3"; fi
}

check_no_match() { # NAME GOT EXTENDED-REGEX
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then not_ok "$1" "got:  $2
want: no match of $3"; else ok "$1"; fi
}

check_true() { # NAME COMMAND...
    test_name=$1
    shift
    if test_output=$("$@" 2>&1); then ok "$test_name"; else not_ok "$test_name" "$* failed: $test_output"; fi
}

# The last answer's status, with what came back when it is another.
check_status() { # NAME STATUS
    if [ "$STATUS" = "$2" ]; then ok "$1"; else not_ok "$1" "got:  $STATUS
want: $2
body: $BODY"; fi
}

check_json() { # NAME JQ-FILTER WANT     (strings raw, all else compact)
    test_got=$(json "$2" 2>&1)
    if [ "$test_got" = "$3" ]; then ok "$1"; else not_ok "$1" "got:  $test_got
want: $3
status: $STATUS
body: $BODY"; fi
}

# A problem document (RFC 9457) with this status and code.
check_refused() { # NAME STATUS CODE
    check_eq "$1" "$STATUS $(json '.code' 2>/dev/null)" "$2 $3"
}

# Repeats the command until it succeeds. The bound is for what will never happen: a machine with much
# else to do must not come near it, and what does happen is not waited for any longer.
wait_until() { # COMMAND...
    test_rounds=$((600 * ${TEST_SLOW:-1}))
    while ! "$@" >/dev/null 2>&1; do
        test_rounds=$((test_rounds - 1))
        [ $test_rounds -gt 0 ] || return 1
        sleep 0.1
    done
}

# ---- HTTP -----------------------------------------------------------------------------------

# Sets STATUS (000: no answer), BODY, and the files $TEST_TMP/body and $TEST_TMP/head.
# ACTOR=name keeps cookies in a jar of that name; TOKEN=... sends a bearer token.
http() { # METHOD PATH [CURL-ARGUMENT...]
    test_method=$1 test_path=$2
    shift 2
    case $test_path in
    http:* | https:*) ;;
    *) test_path=$URL$test_path ;;
    esac
    [ -z "$TOKEN" ] || set -- -H "Authorization: Bearer $TOKEN" "$@"
    [ -z "$ACTOR" ] || set -- -b "$TEST_TMP/jar.$ACTOR" -c "$TEST_TMP/jar.$ACTOR" -H "Origin: $MALL_PUBLIC_URL" "$@"
    [ -z "$ACTOR" ] || touch "$TEST_TMP/jar.$ACTOR"
    if [ "$test_method" = HEAD ]; then set -- -I "$@"; else set -- -X "$test_method" "$@"; fi
    : >"$TEST_TMP/body"
    : >"$TEST_TMP/head"
    STATUS=$(curl -sS --path-as-is -m $((20 * ${TEST_SLOW:-1})) -o "$TEST_TMP/body" -D "$TEST_TMP/head" -w '%{http_code}' \
        "$@" "$test_path" 2>"$TEST_TMP/curl.err") || STATUS=${STATUS:-000}
    BODY=$(tr -d '\000' <"$TEST_TMP/body")
}

# A fresh idempotency key.
new_key() {
    cat /proc/sys/kernel/random/uuid
}

# Sends JSON; a POST gets a fresh Idempotency-Key unless an argument brings one.
send() { # METHOD PATH JSON [CURL-ARGUMENT...]
    test_method=$1 test_path=$2 test_json=$3
    shift 3
    case "$test_method $*" in
    POST*[Ii]dempotency-[Kk]ey:*) ;;
    POST*) set -- -H "Idempotency-Key: $(new_key)" "$@" ;;
    esac
    http "$test_method" "$test_path" -H 'Content-Type: application/json' --data-binary "$test_json" "$@"
}

get() { http GET "$@"; }            # PATH [CURL-ARGUMENT...]
post() { send POST "$@"; }          # PATH JSON [CURL-ARGUMENT...]
put() { send PUT "$@"; }            # PATH JSON [CURL-ARGUMENT...]
patch() { send PATCH "$@"; }        # PATH JSON [CURL-ARGUMENT...]
delete() { http DELETE "$@"; }      # PATH [CURL-ARGUMENT...]

# From the last answer.
json() { # JQ-FILTER
    printf '%s' "$BODY" | jq -rc "$1"
}

header() { # NAME      the value of the last header of that name; empty without one
    tr -d '\r' <"$TEST_TMP/head" | awk -v name="$1" '{ i = index($0, ":") }
        i && tolower(substr($0, 1, i - 1)) == tolower(name) { v = substr($0, i + 1); sub(/^ */, "", v) } END { print v }'
}

# ---- database -------------------------------------------------------------------------------

# As the superuser: tests look at, and break, what the application may not.
sql() { # STATEMENT [PSQL-ARGUMENT...]     rows as a|b
    test_statement=$1
    shift
    PGDATABASE=$TEST_DB ops/pg psql "$TEST_PG" -Atq -v ON_ERROR_STOP=1 "$@" -c "$test_statement"
}

# As the application's role.
sql_app() { # STATEMENT
    psql -XAtq -v ON_ERROR_STOP=1 -c "$1" "$MALL_DB"
}

# A durable server of this file's own, which may be killed; call it before start_mall.
own_database() {
    [ "$TEST_PG" != "$TEST_TMP/pg" ] || return 0
    cp -a "$TEST_WORK/seed" "$TEST_TMP/pg"
    TEST_PG=$TEST_TMP/pg
    database_start || bail_out "a database server of its own starts"
    TEST_DB=mall_demo
    MALL_DB=$(ops/pg conninfo "$TEST_PG" mall_app $TEST_DB)
    MALL_DB_OWNER=$(ops/pg conninfo "$TEST_PG" mall_owner $TEST_DB)
    export MALL_DB MALL_DB_OWNER TEST_DB TEST_PG
}

database_start() {
    MALL_PG_DURABLE=on ops/pg start "$TEST_PG"
}

database_stop() { # [fast|immediate]
    [ "$TEST_PG" = "$TEST_TMP/pg" ] || bail_out "only an own_database may be stopped"
    ops/pg stop "$TEST_PG" "${1:-fast}"
}

database_kill() { # kill -9: what a power cut leaves is found by the next database_start
    [ "$TEST_PG" = "$TEST_TMP/pg" ] || bail_out "only an own_database may be killed"
    kill -9 "$(ops/pg pid "$TEST_PG")"
}

check_audit() { # NAME     `mall audit` finds every sum and every state in order
    if test_output=$("$MALL_BIN" audit 2>&1); then ok "$1"; else not_ok "$1" "$(printf '%s\n' "$test_output" | grep -v '^ok ')"; fi
}

# ---- the programs ---------------------------------------------------------------------------

pick_port() {
    while :; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        port_is_busy $port || ! mkdir "$TEST_WORK/ports/$port" 2>/dev/null || break
    done
    echo $port
}

# Settings on the command line win: start_mall MALL_WORKERS=1
start_mall() { # [NAME=VALUE...]
    [ -z "$MALL_PID" ] || bail_out "start_mall: it runs already"
    env "$@" "$MALL_BIN" serve </dev/null >>"$mall_log" 2>&1 &
    MALL_PID=$!
    wait_until mall_is_ready ||
        bail_out "mall starts" "$(tail -n 20 "$mall_log")"
}

mall_is_ready() {
    kill -0 "$MALL_PID" 2>/dev/null || test_rounds=1
    curl -fs -o /dev/null -m 2 "$URL/readyz"
}

start_gateway() { # [NAME=VALUE...]
    [ -z "$GATEWAY_PID" ] || bail_out "start_gateway: it runs already"
    env "$@" "$GATEWAY_BIN" </dev/null >>"$gateway_log" 2>&1 &
    GATEWAY_PID=$!
    wait_until gateway_is_ready ||
        bail_out "mall-gateway starts" "$(tail -n 20 "$gateway_log")"
}

gateway_is_ready() {
    kill -0 "$GATEWAY_PID" 2>/dev/null || test_rounds=1
    port_is_busy "$GATEWAY_PORT"
}

start_all() { # [NAME=VALUE...]      the settings are the mall's
    start_gateway
    start_mall "$@"
}

# TERM; it must end by itself, with status 0, within the time that draining may take.
stop_mall() {
    [ -n "$MALL_PID" ] || return 0
    test_stop mall "$MALL_PID"
    MALL_PID=''
}

stop_gateway() {
    [ -n "$GATEWAY_PID" ] || return 0
    test_stop mall-gateway "$GATEWAY_PID"
    GATEWAY_PID=''
}

test_stop() { # NAME PID
    kill -TERM "$2" 2>/dev/null
    if wait_until test_is_gone "$2"; then
        wait "$2"
        test_status=$?
        [ $test_status = 0 ] || not_ok "$1 ends with status 0" "status $test_status
$(tail -n 20 "$TEST_TMP/${1#mall-}.log")"
    else
        kill -KILL "$2"
        not_ok "$1 stops within 20 s of TERM" "$(tail -n 20 "$TEST_TMP/${1#mall-}.log")"
    fi
}

# Ended, though perhaps not yet waited for.
test_is_gone() { # PID
    ! kill -0 "$1" 2>/dev/null || grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null
}

# kill -9 of the parent; its workers must notice and end.
kill_mall() {
    kill -KILL "$MALL_PID"
    wait "$MALL_PID" 2>/dev/null
    MALL_PID=''
}

kill_gateway() {
    kill -KILL "$GATEWAY_PID"
    wait "$GATEWAY_PID" 2>/dev/null
    GATEWAY_PID=''
}

# Neither a failed assertion nor a sanitizer's finding may hide in a log.
test_read_logs() {
    for test_log in "$mall_log" "$gateway_log"; do
        [ -f "$test_log" ] || continue
        test_output=$(grep -aEn -A 25 'Assertion .* failed|runtime error:|(Address|Leak|UndefinedBehavior)Sanitizer' "$test_log" | head -n 60)
        [ -z "$test_output" ] || not_ok "$(basename "$test_log") holds no failed assertion or sanitizer finding" "$test_output"
    done
}

test_finish() {
    test_exit=$?
    trap - EXIT
    trap '' INT TERM HUP
    stop_mall
    stop_gateway
    [ "$TEST_PG" != "$TEST_TMP/pg" ] || ops/pg stop "$TEST_PG" immediate
    test_read_logs
    [ $TEST_FAILURES -gt 0 ] || [ $test_exit = 0 ] || not_ok "ends with status 0" "status $test_exit"
    echo "1..$TEST_CASES"
    [ $TEST_FAILURES = 0 ] || exit 1
    exit 0
}
trap test_finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

MALL_PORT=$(pick_port)
MALL_GATEWAY_PORT=$(pick_port)
GATEWAY_PORT=$MALL_GATEWAY_PORT
URL=http://127.0.0.1:$MALL_PORT
GATEWAY_URL=http://127.0.0.1:$GATEWAY_PORT
MALL_PUBLIC_URL=$URL
MALL_WECHAT_URL=$GATEWAY_URL
MALL_CARRIER_URL=$GATEWAY_URL
GATEWAY_STORE=$TEST_TMP/gateway.store
export MALL_PORT MALL_GATEWAY_PORT GATEWAY_PORT MALL_PUBLIC_URL MALL_WECHAT_URL MALL_CARRIER_URL GATEWAY_STORE
