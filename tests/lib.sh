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
# REGISTER_BIN, TEST_DB (database name), MALL_DB, MALL_DB_OWNER, and the settings of
# ops/demo/secrets.

[ -n "${TEST_TMP:-}" ] || exec tests/run "$0"
set -u
. ops/ports.sh

# How long a test waits for what will never happen. A machine with much else to do must not come
# near it, and what does happen is not waited for any longer. The mall, too, gives a request and a
# stop more time than anything takes.
TEST_PATIENCE_S=$((60 * ${TEST_SLOW:-1}))
MALL_ANSWER_MS=$((TEST_PATIENCE_S * 1000 - 10000))
MALL_DRAIN_MS=$MALL_ANSWER_MS
export MALL_ANSWER_MS MALL_DRAIN_MS

TEST_CASES=0
TEST_FAILURES=0
TEST_PG=${TEST_PG:-$TEST_WORK/pg}
MALL_PID='' GATEWAY_PID='' REGISTER_PID='' ACTOR='' TOKEN='' STATUS='' BODY=''
mall_log=$TEST_TMP/mall.log
gateway_log=$TEST_TMP/gateway.log
register_log=$TEST_TMP/register.log

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
    if test_matches "$2" "$3"; then ok "$1"; else not_ok "$1" "got:  $2
want: a match of $3"; fi
}

check_no_match() { # NAME GOT EXTENDED-REGEX
    if test_matches "$2" "$3"; then not_ok "$1" "got:  $2
want: no match of $3"; else ok "$1"; fi
}

test_matches() { # TEXT EXTENDED-REGEX
    grep -Eq -e "$2" <<TEXT
$1
TEXT
}

check_true() { # NAME COMMAND...
    test_name=$1
    shift
    if test_output=$("$@" 2>&1); then ok "$test_name"; else not_ok "$test_name" \
        "$* failed: $test_output"; fi
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
    check_eq "$1" "$STATUS $(json '.code' 2>/dev/null)$(test_advice)" "$2 $3"
}

# What an answer lacks that must say when to come again, and of 429 which limit was met; behind a
# blank.
test_advice() {
    case $STATUS in
    429 | 503 | 504) header retry-after | grep -Eq '^[1-9][0-9]*$' || printf ' (no Retry-After)' ;;
    esac
    [ "$STATUS" != 429 ] || {
        header ratelimit-policy | grep -Eq '^"[a-z_]+";q=[0-9]+(;w=[0-9]+)?$' ||
            printf ' (no RateLimit-Policy)'
        header ratelimit | grep -Eq "^\"[a-z_]+\";r=0;t=$(header retry-after)\$" ||
            printf ' (no RateLimit)'
    }
}

# Repeats the command until it succeeds.
wait_until() { # COMMAND...
    test_rounds=$((TEST_PATIENCE_S * 10))
    while ! "$@" >/dev/null 2>&1; do
        test_rounds=$((test_rounds - 1))
        [ $test_rounds -gt 0 ] || return 1
        sleep 0.1
    done
}

# ---- HTTP -----------------------------------------------------------------------------------

# What asks is a tool and no part of what is tested: the one without sanitizers starts sooner.
test_asker=build/plain/tests/http/ask
[ -x $test_asker ] || test_asker=$TEST_BUILD/tests/http/ask

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
    [ -z "$ACTOR" ] || set -- -b "$TEST_TMP/jar.$ACTOR" -c "$TEST_TMP/jar.$ACTOR" \
        -H "Origin: $MALL_PUBLIC_URL" "$@"
    [ -z "$ACTOR" ] || : >>"$TEST_TMP/jar.$ACTOR"
    if [ "$test_method" = HEAD ]; then set -- -I "$@"; else set -- -X "$test_method" "$@"; fi
    : >"$TEST_TMP/body"
    : >"$TEST_TMP/head"
    BODY=$($test_asker -m $TEST_PATIENCE_S -o "$TEST_TMP/body" -D "$TEST_TMP/head" "$@" \
        "$test_path" 2>"$TEST_TMP/asker.err")
    STATUS=${BODY%%:*} BODY=${BODY#*:}
    STATUS=${STATUS:-000}
}

# A fresh idempotency key.
new_key() {
    read -r test_key </proc/sys/kernel/random/uuid && echo "$test_key"
}

# Sends JSON; a POST gets a fresh Idempotency-Key unless an argument brings one.
send() { # METHOD PATH JSON [CURL-ARGUMENT...]
    test_method=$1 test_path=$2 test_json=$3
    shift 3
    case "$test_method $*" in
    POST*[Ii]dempotency-[Kk]ey:*) ;;
    POST*) set -- -H "Idempotency-Key: $(new_key)" "$@" ;;
    esac
    http "$test_method" "$test_path" -H 'Content-Type: application/json' \
        --data-binary "$test_json" "$@"
}

get() { http GET "$@"; }            # PATH [CURL-ARGUMENT...]
post() { send POST "$@"; }          # PATH JSON [CURL-ARGUMENT...]
put() { send PUT "$@"; }            # PATH JSON [CURL-ARGUMENT...]
patch() { send PATCH "$@"; }        # PATH JSON [CURL-ARGUMENT...]
delete() { http DELETE "$@"; }      # PATH [CURL-ARGUMENT...]

# jq, as another program that starts nine times faster: tests ask it some ten thousand times. It
# sorts the members of objects; where their order is of interest `command jq` keeps it.
jq() {
    gojq "$@"
}

# From the last answer.
json() { # JQ-FILTER
    jq -rc "$1" <<TEXT
$BODY
TEXT
}

# So many new connections that every worker answers one: all their answers are like that.
everywhere() { # JQ-FILTER PATH [CURL-ARGUMENT...]
    test_filter=$1 test_path=$2
    shift 2
    [ -z "$TOKEN" ] || set -- -H "Authorization: Bearer $TOKEN" "$@"
    curl -sS -m $TEST_PATIENCE_S -H 'Connection: close' "$@" "$URL$test_path#[1-20]" |
        jq -se "length == 20 and all(.[]; $test_filter)"
}

header() { # NAME      the value of the last header of that name; empty without one
    awk -v name="$1" '{ gsub(/\r/, ""); i = index($0, ":") }
        i && tolower(substr($0, 1, i - 1)) == tolower(name) { v = substr($0, i + 1); sub(/^ */, "",
        v) } END { print v }' "$TEST_TMP/head"
}

. tests/programs.sh
MALL_PORT=$(pick_port)
MALL_GATEWAY_PORT=$(pick_port)
GATEWAY_PORT=$MALL_GATEWAY_PORT
METRICS_PORT=$(pick_port)
REGISTER_PORT=$(pick_port)
URL=http://127.0.0.1:$MALL_PORT
GATEWAY_URL=http://127.0.0.1:$GATEWAY_PORT
REGISTER_URL=http://127.0.0.1:$REGISTER_PORT
# Figures are told only where a file asks for it: start_mall MALL_METRICS_PORT=$METRICS_PORT
METRICS_URL=http://127.0.0.1:$METRICS_PORT/metrics
figure() { # NAME[{LABELS}]
    get "$METRICS_URL"
    printf '%s\n' "$BODY" | awk -v name="$1" '$1 == name { print $2 }'
}
MALL_PUBLIC_URL=$URL
MALL_WECHAT_URL=$GATEWAY_URL
MALL_CARRIER_URL=$GATEWAY_URL
MALL_DEMO_PAY_URL=$GATEWAY_URL
GATEWAY_STORE=$TEST_TMP/gateway.store
REGISTER_STORE=$TEST_TMP/register.store
export MALL_PORT MALL_GATEWAY_PORT GATEWAY_PORT MALL_PUBLIC_URL MALL_WECHAT_URL MALL_CARRIER_URL \
    MALL_DEMO_PAY_URL GATEWAY_STORE REGISTER_PORT REGISTER_STORE
