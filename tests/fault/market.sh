# Sourced after tests/lib.sh by the fault tests: one SKU to buy, streams of requests, the payment
# platform's faults, and ways to stop the database at a chosen moment. What people do is said in the
# words of tests/shop.sh.
#
#     . tests/lib.sh
#     . tests/fault/market.sh
#     start_all $market_settings
#     sign_in buyer 19900000001
#     place "$(boxes 2)"
#     open_payment "$trade"
#     scan "$number"
#     wait_until trade_is "$trade" paid
#
# Functions that set variables must not be called in a subshell.
. tests/shop.sh

sku=''

# One buyer may hold many unpaid trades.
market_settings="MALL_WORKERS=2 MALL_MAX_UNPAID=0 MALL_MAX_UNPAID_BOXES=0 MALL_MAX_UNPAID_FEN=0
    MALL_MAX_CANCELS=0 $shop_settings"

# The demo's SKU of which most boxes are there.
pick_sku() {
    sku=$(sql 'select s.sku_id from stock s join sku k on k.id = s.sku_id
        join listing l on l.id = k.listing_id
        join version_sku v on v.version_id = l.current_version_id and v.sku_id = k.id
        group by s.sku_id order by sum(s.available) desc, s.sku_id limit 1')
    [ -n "$sku" ] || bail_out "the demo sells something"
}

boxes() { # QUANTITY     a basket of them
    basket "$sku" "$1"
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
    jq -r 'select(.status != null and .status >= 200 and .status < 300) | "\(.answer)\t\(.body)"' \
        "$@" | sort -u
}

journal_statuses() { # JOURNAL     "201:40 503:2"; 0 is no answer
    jq -r 'select(.status != null) | .status' "$1" | sort -n | uniq -c |
        awk '{ printf "%s%s:%s", (NR > 1 ? " " : ""), $2, $1 }'
}

# ---- the payment platform -------------------------------------------------------------------

fault() { # MODE [N [MEMBER...]]     a member is "ms":500 or the like
    market_fault="{\"mode\":\"$1\",\"n\":${2:-1}"
    [ $# -lt 3 ] || market_fault="$market_fault,$3"
    hook faults "$market_fault}"
    [ "$STATUS" = 200 ] || bail_out "the gateway is told to fail" "$market_fault: $BODY"
}

fault_left() { # MODE
    curl -sS -m $TEST_PATIENCE_S "$GATEWAY_URL/mock/faults" | jq ".$1"
}

scan() { # NUMBER     the payer pays
    hook pay "{\"out_trade_no\":\"$1\"}"
    [ "$STATUS" = 200 ] || bail_out "$1 is paid at the platform" "$STATUS $BODY"
}

notifies_of() { # SUBJECT     as JSON, the newest first
    curl -sS -m $TEST_PATIENCE_S "$GATEWAY_URL/mock/notifies?subject=$1" | jq -c .notifies
}

notify_has() { # SUBJECT JQ-FILTER
    notifies_of "$1" | jq -e "$2" >/dev/null
}

# ---- the books ------------------------------------------------------------------------------

# All that the mall keeps of money and goods, in one word: what must not change compares equal.
books() {
    sql "select md5(string_agg(line, '|' order by line)) from (
        select 'transfer ' || t::text from transfer t union all select 'trade ' || t::text
        from trade t
        union all select 'order ' || o::text from sale_order o union all
        select 'attempt ' || id || state || captured_fen from payment_attempt
        union all select 'event ' || e::text from provider_event e union all
        select 'refund ' || id || number || state || total_fen from refund
        union all select 'stock ' || s::text from stock s union all select 'credit ' || a::text
        from attribution_entry a) as lines (line)"
}

# ---- waiting transactions -------------------------------------------------------------------

# Holds the stock of $sku, so that checkouts wait inside their transactions; until let_go.
hold_stock() {
    hold "select 1 from sku where id = $sku for update"
}

# Transactions become durable but nobody is told: each COMMIT waits for a standby that does not
# exist. For an own_database.
commits_hold() {
    sql "alter system set synchronous_standby_names = 'nobody'"
    sql 'select pg_reload_conf()' >/dev/null
    wait_until sql_is "select setting from pg_settings where name = 'synchronous_standby_names'" \
        nobody ||
        bail_out "commits are held"
}

# A transaction that writes to the table waits so. Another's commit, a job's for example, would not
# say that what a test asked for is durable.
commit_waits() { # TABLE
    sql_is "select count(*) > 0 from pg_stat_activity a join pg_locks l on l.pid = a.pid
        where a.datname = '$TEST_DB' and a.usename = 'mall_app' and a.wait_event = 'SyncRep'
        and l.relation = '$1'::regclass and l.mode = 'RowExclusiveLock'" t
}

commits_let_go() {
    sql 'alter system reset synchronous_standby_names'
    sql 'select pg_reload_conf()' >/dev/null
    wait_until sql_is "select count(*) from pg_stat_activity where wait_event = 'SyncRep'" 0 ||
        bail_out "commits go on"
}
