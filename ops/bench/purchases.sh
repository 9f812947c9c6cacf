# Whole purchases, and beside them those of a well-known shop, for ops/bench/run, which says what its names mean: ticks, note, median, row and the rest.

# Clock ticks of all of PostgreSQL's processes, those that have ended with it.
pg_ticks() {
    for pid in $(ops/pg pid "$pg") $(pgrep -P "$(ops/pg pid "$pg")"); do
        sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null || true
    done | awk 'NR == 1 { sum = $12 + $13 + $14 + $15; next } { sum += $12 + $13 } END { print sum }'
}

# Milliseconds of processor time for each of $3 purchases, from ticks before and now.
note_ms() { # NAME TICKS PURCHASES
    note "$1" "$(awk -v spent="$2" -v hz="$(getconf CLK_TCK)" -v n="$3" 'BEGIN { print spent / hz * 1e3 / n }')"
}

# Purchases a second of a SKU: name, buyers, seconds, listing, SKU.
purchases() {
    run_number=$((run_number + 1))
    mall_before=$(ticks "$mall") gateway_before=$(ticks "$gateway") pg_before=$(pg_ticks)
    began=$(date +%s%N)
    "$dir/purchase" "http://127.0.0.1:$port" "http://127.0.0.1:$gateway_port" "$2" "$3" "$4" "$5" "$$-$run_number" >"$dir/purchase.out" \
        2>"$dir/purchase.err" || fail "purchases: $(tail -n 3 "$dir/purchase.err")"
    took=$(($(date +%s%N) - began))
    name=$1
    set -- $(sed -n 's/^RESULT //p' "$dir/purchase.out")
    count=$(awk -v rate="$1" -v took=$took 'BEGIN { print rate * took / 1e9 }')
    note "$name" "$1"
    note "$name.place" "$2"
    note "$name.open" "$3"
    note "$name.apply" "$4"
    note_ms "$name.mall" $(($(ticks "$mall") - mall_before)) "$count"
    note_ms "$name.gateway" $(($(ticks "$gateway") - gateway_before)) "$count"
    note_ms "$name.pg" $(($(pg_ticks) - pg_before)) "$count"
}

# A well-known shop on the same PostgreSQL, whose payment is a dummy in its own process.
start_vendure() {
    shop=build/bench-vendure
    mkdir -p $shop
    if ! cmp -s ops/bench/vendure/package-lock.json $shop/package-lock.json || [ ! -d $shop/node_modules ]; then
        cp ops/bench/vendure/package.json ops/bench/vendure/package-lock.json $shop/
        (cd $shop && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$dir/npm.log" 2>&1 || fail "npm ci: $(tail -n 3 "$dir/npm.log")"
    fi
    cp ops/bench/vendure/server.mjs ops/bench/vendure/buy.mjs $shop/
    psql_quiet -c "create database vendure"
    # it leaves a folder of its own where it runs
    (cd $shop && VENDURE_PORT=$vendure_port VENDURE_SOCKETS=$sockets VENDURE_DIR=$dir exec node server.mjs) </dev/null >"$dir/vendure.log" 2>&1 &
    vendure=$!
    tries=0
    until grep -q READY "$dir/vendure.log"; do
        tries=$((tries + 1))
        kill -0 $vendure 2>/dev/null && [ $tries -lt 600 ] || fail "Vendure does not start: $(tail -n 3 "$dir/vendure.log")"
        sleep 0.2
    done
}

# Its purchases a second: name, buyers, seconds.
vendure_purchases() {
    vendure_before=$(ticks "$vendure") pg_before=$(pg_ticks)
    began=$(date +%s%N)
    node build/bench-vendure/buy.mjs "http://127.0.0.1:$vendure_port/shop-api" "$2" "$3" >"$dir/vendure.out" 2>"$dir/vendure.err" || fail "purchases at Vendure: $(tail -n 3 "$dir/vendure.err")"
    took=$(($(date +%s%N) - began))
    rate=$(sed -n 's/^RESULT //p' "$dir/vendure.out")
    count=$(awk -v rate="$rate" -v took=$took 'BEGIN { print rate * took / 1e9 }')
    note "$1" "$rate"
    note_ms "$1.shop" $(($(ticks "$vendure") - vendure_before)) "$count"
    note_ms "$1.pg" $(($(pg_ticks) - pg_before)) "$count"
}

# Waits until so many orders at most are left to complete.
until_left() {
    tries=0
    until [ "$(psql_quiet -c "$left")" -le "$1" ]; do
        tries=$((tries + 1))
        [ $tries -lt 1200 ] || fail "orders are not completed"
        sleep 0.1
    done
}

# All that was paid for was signed for a month ago: how fast the mall completes and settles it.
completions() { # NAME SKU
    psql_quiet -c 'begin' -c "create temporary table ended on commit drop as
        select distinct o.id, o.county_code, o.station_id from sale_order o join order_line l on l.order_id = o.id where o.state = 'paid' and l.sku_id = $2" \
        -c "update reservation r set sold = r.quantity from order_line l join ended o on o.id = l.order_id where l.id = r.line_id and r.released = 0" \
        -c "insert into parcel (id, county_code, order_id, station_id, state, weight_g, packed_by, signed_at)
            select id, county_code, id, station_id, 'signed', 1, 0, now() - interval '30 days' from ended" \
        -c "update sale_order s set ended_at = now() - interval '30 days' from ended o where s.id = o.id" -c commit
    left="select count(*) from sale_order where state = 'paid' and ended_at is not null"
    all=$(psql_quiet -c "$left")
    # the timed work that does it is not always awake
    until_left "$((all - 1))"
    count=$(psql_quiet -c "$left")
    mall_before=$(ticks "$mall") pg_before=$(pg_ticks) began=$(date +%s%N)
    until_left 0
    note "$1" "$(awk -v n="$count" -v took=$(($(date +%s%N) - began)) 'BEGIN { print n * 1e9 / took }')"
    note_ms "$1.mall" $(($(ticks "$mall") - mall_before)) "$count"
    note_ms "$1.pg" $(($(pg_ticks) - pg_before)) "$count"
}

# Milliseconds of processor time that one signature as the platform's wire has them takes here.
signature() {
    note signature "$(openssl speed -mr -seconds 1 rsa2048 2>/dev/null | awk -F: '$1 == "+F2" { print 1e3 / $4 }')"
}

# ---- their lines of the table ---------------------------------------------------------------

# Lines for whole purchases: name, buyers, households of the plan.
report_purchases() {
    p=purchase.$1
    row "whole purchase, $2 buyers, $3 households" "$(per_second "$(median $p)")" "" "" ""
    row "its parts: placed, payment opened, paid and applied" "$(printf '%.1f, %.1f, %.1f ms' "$(median $p.place)" "$(median $p.open)" "$(median $p.apply)")" "" "" ""
    row "processor time a purchase: worker, platform, PostgreSQL" "$(printf '%.2f, %.2f, %.2f ms' "$(median $p.mall)" "$(median $p.gateway)" "$(median $p.pg)")" "" "" ""
}

# Whole purchases beside the best that the well-known shop did.
report_vendure() {
    shop=$(best vendure.$purchasers vendure.$vendure_crowd)
    row "whole purchase, $buyers buyers, beside Vendure's best" "$(per_second "$(median purchase.crowd)")" "$(printf '%.1f/s (%s)' "${shop#* }" "${shop%% *}")" \
        "$(ratio "$(median purchase.crowd)" "${shop#* }")" ">= 100"
    row "processor time a purchase, all of the program's and PostgreSQL's" \
        "$(awk -v mall="$(median purchase.crowd.mall)" -v gateway="$(median purchase.crowd.gateway)" -v pg="$(median purchase.crowd.pg)" 'BEGIN { printf "%.2f, %.2f ms", mall + gateway, pg }')" \
        "$(printf '%.0f, %.0f ms' "$(median "${shop%% *}.shop")" "$(median "${shop%% *}.pg")")" "" ""
    unsigned=$(awk -v mall="$(median purchase.crowd.mall)" -v gateway="$(median purchase.crowd.gateway)" -v pg="$(median purchase.crowd.pg)" -v one="$(median signature)" \
        'BEGIN { print mall + gateway + pg - 3 * one }')
    theirs=$(awk -v shop="$(median "${shop%% *}.shop")" -v pg="$(median "${shop%% *}.pg")" 'BEGIN { print shop + pg }')
    row "in sum, without the three RSA-2048 signatures of the payment's wire ($(printf '%.2f' "$(median signature)") ms each), which the shop's dummy does not make" \
        "$(printf '%.2f ms' "$unsigned")" "$(printf '%.0f ms' "$theirs")" "$(ratio "$theirs" "$unsigned")" ""
}

# Households of the plan.
report_completions() {
    row "orders completed and settled, one after the other; processor time of each: worker, PostgreSQL" \
        "$(per_second "$(median complete.$1)"); $(printf '%.2f, %.2f ms' "$(median complete.$1.mall)" "$(median complete.$1.pg)")" "" "" ""
}
