# Sourced after tests/lib.sh by the fault tests: buying and paying as one buyer, streams of requests,
# the payment platform's faults, and ways to stop the database at a chosen moment.
#
#     . tests/lib.sh
#     . tests/fault/market.sh
#     start_all $market_settings
#     sign_in 19900000001
#     checkout 2                     sets TRADE ORDER LINE TOTAL
#     open_payment                   sets PAYMENT NUMBER
#     scan "$NUMBER"
#     wait_until trade_is "$TRADE" paid
#
# Functions that set variables must not be called in a subshell.

SKU='' TRADE='' ORDER='' LINE='' TOTAL='' PAYMENT='' NUMBER='' REFUND=''
market_region=110108

# Nobody waits for codes here, and one buyer may hold many unpaid trades.
market_settings='MALL_WORKERS=2 MALL_LOGIN_WAIT_SECONDS=0 MALL_LOGIN_DAILY=1000 MALL_LOGIN_PER_ADDRESS=100000 MALL_MAX_UNPAID=0'

# ---- people ---------------------------------------------------------------------------------

sign_in() { # PHONE     sets TOKEN
    TOKEN=''
    post /api/v1/login-codes "{\"phone\":\"$1\"}"
    get "/api/v1/demo/outbox?phone=$1"
    market_code=$(json .text | grep -oE '[0-9]{6}' | head -n 1)
    post /api/v1/sessions "{\"phone\":\"$1\",\"code\":\"$market_code\"}"
    [ "$STATUS" = 201 ] || bail_out "$1 signs in" "$STATUS $BODY"
    TOKEN=$(json .token)
}

# ---- buying ---------------------------------------------------------------------------------

# The demo's SKU of which most boxes are there.
pick_sku() {
    SKU=$(sql 'select s.sku_id from stock s join sku k on k.id = s.sku_id
        join listing l on l.id = k.listing_id join version_sku v on v.version_id = l.current_version_id and v.sku_id = k.id
        group by s.sku_id order by sum(s.available) desc, s.sku_id limit 1')
    [ -n "$SKU" ] || bail_out "the demo sells something"
}

total_of() { # QUANTITY     sets TOTAL, what so many boxes cost with freight
    [ -n "$SKU" ] || pick_sku
    http POST /api/v1/quotes -H 'Content-Type: application/json' \
        --data-binary "{\"lines\":[{\"sku_id\":\"$SKU\",\"quantity\":$1}],\"region_code\":\"$market_region\"}"
    [ "$STATUS" = 200 ] || bail_out "a quote is given" "$STATUS $BODY"
    TOTAL=$(json .total_fen)
}

trade_body() { # QUANTITY     after total_of
    printf '{"lines":[{"sku_id":"%s","quantity":%d}],"region_code":"%s","address":{"name":"示例买家","phone":"19900090001","detail":"示例路 1 号"},"expected_total_fen":%d,"accept_no_return":true}' \
        "$SKU" "$1" "$market_region" "$TOTAL"
}

checkout() { # QUANTITY
    total_of "$1"
    post /api/v1/trades "$(trade_body "$1")"
    [ "$STATUS" = 201 ] || bail_out "a trade is placed" "$STATUS $BODY"
    TRADE=$(json .trade_id)
    ORDER=$(json '.orders[0].order_id')
    LINE=$(json '.orders[0].lines[0].line_id')
}

open_payment() { # of $TRADE
    post "/api/v1/trades/$TRADE/payments" '{}'
    [ "$STATUS" = 201 ] || bail_out "a payment is opened" "$STATUS $BODY"
    PAYMENT=$(json .payment_id)
    NUMBER=$(json .number)
}

buy() { # QUANTITY     a paid trade
    checkout "$1"
    open_payment
    scan "$NUMBER"
    wait_until trade_is "$TRADE" paid || bail_out "the trade is paid" "$(trade_state "$TRADE")"
}

# ---- streams of requests --------------------------------------------------------------------

# One line for post_load: url, token, key, body.
load_line() { # PATH JSON
    printf '%s\t%s\t%s\t%s\n' "$URL$1" "$TOKEN" "$(new_key)" "$2"
}

post_load() { # ARGUMENT...
    "$TEST_BUILD/tests/tools/post_load" "$@"
}

# What a journal of post_load says, a line each.
journal_answers() { # JOURNAL...     NUMBER TAB BODY of every request that was granted, each once
    jq -r 'select(.status != null and .status >= 200 and .status < 300) | "\(.answer)\t\(.body)"' "$@" | sort -u
}

journal_statuses() { # JOURNAL     "201:40 503:2"; 0 is no answer
    jq -r 'select(.status != null) | .status' "$1" | sort -n | uniq -c |
        awk '{ printf "%s%s:%s", (NR > 1 ? " " : ""), $2, $1 }'
}

# ---- the payment platform -------------------------------------------------------------------

hook() { # PATH JSON     of mall-gateway's /mock
    market_token=$TOKEN
    TOKEN=''
    http POST "$GATEWAY_URL/mock/$1" -H 'Content-Type: application/json' --data-binary "$2"
    TOKEN=$market_token
}

fault() { # MODE [N [MEMBER...]]     a member is "ms":500 or the like
    market_fault="{\"mode\":\"$1\",\"n\":${2:-1}"
    [ $# -lt 3 ] || market_fault="$market_fault,$3"
    hook faults "$market_fault}"
    [ "$STATUS" = 200 ] || bail_out "the gateway is told to fail" "$market_fault: $BODY"
}

fault_left() { # MODE
    curl -sS -m 10 "$GATEWAY_URL/mock/faults" | jq ".$1"
}

scan() { # NUMBER     the payer pays
    hook pay "{\"out_trade_no\":\"$1\"}"
    [ "$STATUS" = 200 ] || bail_out "$1 is paid at the platform" "$STATUS $BODY"
}

notifies_of() { # SUBJECT     as JSON, the newest first
    curl -sS -m 10 "$GATEWAY_URL/mock/notifies?subject=$1" | jq -c .notifies
}

notify_has() { # SUBJECT JQ-FILTER
    notifies_of "$1" | jq -e "$2" >/dev/null
}

# ---- the books ------------------------------------------------------------------------------

trade_state() { # TRADE
    sql "select state from trade where id = $1"
}

trade_is() { # TRADE STATE
    [ "$(trade_state "$1")" = "$2" ]
}

sql_is() { # STATEMENT WANT
    [ "$(sql "$1")" = "$2" ]
}

run_jobs() {
    "$MALL_BIN" jobs run >"$TEST_TMP/jobs.out" 2>&1
}

# Runs what is due until it holds: a running mall may have something in hand that one run passes by.
run_jobs_until() { # COMMAND...
    wait_until market_jobs_then "$@"
}

market_jobs_then() { # COMMAND...
    "$@" || { run_jobs && "$@"; }
}

# Time goes by for jobs that wait to be tried again.
jobs_due() {
    sql "update job set run_at = now() where state = 'queued'"
}

# All that the mall keeps of money and goods, in one word: what must not change compares equal.
books() {
    sql "select md5(string_agg(line, '|' order by line)) from (
        select 'transfer ' || t::text from transfer t union all select 'trade ' || t::text from trade t
        union all select 'order ' || o::text from sale_order o union all select 'attempt ' || id || state || captured_fen from payment_attempt
        union all select 'event ' || e::text from provider_event e union all select 'refund ' || r::text from refund r
        union all select 'stock ' || s::text from stock s union all select 'credit ' || a::text from attribution a) as lines (line)"
}

# ---- processes ------------------------------------------------------------------------------

workers() { # pids of the mall's workers, sorted
    cat /proc/"$MALL_PID"/task/*/children 2>/dev/null | tr ' ' '\n' | grep . | sort -n | xargs
}

# Holds the stock of $SKU, so that checkouts wait inside their transactions; until stock_let_go.
stock_hold() {
    mkfifo "$TEST_TMP/holder"
    PGDATABASE=$TEST_DB ops/pg psql "$TEST_PG" -Atq -v ON_ERROR_STOP=1 <"$TEST_TMP/holder" >"$TEST_TMP/held" &
    market_holder=$!
    exec 9>"$TEST_TMP/holder"
    echo "begin; select 'held' from stock where sku_id = $SKU for update;" >&9
    wait_until grep -q held "$TEST_TMP/held" || bail_out "the stock is held"
}

stock_let_go() {
    echo 'rollback;' >&9
    exec 9>&-
    wait "$market_holder"
    rm "$TEST_TMP/holder"
}

backends_wait() { # KIND EVENT [COUNT]     at least so many of the mall's connections wait for it
    [ "$(sql "select count(*) from pg_stat_activity
        where usename = 'mall_app' and wait_event_type = '$1' and wait_event like '$2'")" -ge "${3:-1}" ]
}

# Transactions become durable but nobody is told: each COMMIT waits for a standby that does not exist.
# For an own_database.
commits_hold() {
    sql "alter system set synchronous_standby_names = 'nobody'"
    sql 'select pg_reload_conf()' >/dev/null
    wait_until sql_is "select setting from pg_settings where name = 'synchronous_standby_names'" nobody ||
        bail_out "commits are held"
}

commits_let_go() {
    sql 'alter system reset synchronous_standby_names'
    sql 'select pg_reload_conf()' >/dev/null
    wait_until sql_is "select count(*) from pg_stat_activity where wait_event = 'SyncRep'" 0 ||
        bail_out "commits go on"
}
