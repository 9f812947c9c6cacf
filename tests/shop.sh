# Sourced behind tests/lib.sh by tests that buy, sell and look at answers: signing in, a basket's way through the
# mall, and the API document as a measure.

# The mall as people use it, without the waits that keep strangers from asking for codes.
start_shop() { # [NAME=VALUE...]
    start_all MALL_DEMO=1 MALL_LOGIN_WAIT_SECONDS=0 MALL_LOGIN_DAILY=1000 MALL_LOGIN_PER_ADDRESS=100000 "$@"
}

# ---- people ---------------------------------------------------------------------------------

# Signs a demo phone in; its token stands in $1_token afterwards.
sign_in() { # NAME PHONE
    TOKEN=
    post /api/v1/login-codes "{\"phone\":\"$2\"}"
    get "/api/v1/demo/outbox?phone=$2"
    code=$(json .text | grep -oE '[0-9]{6}' | head -n 1)
    post /api/v1/sessions "{\"phone\":\"$2\",\"code\":\"$code\"}"
    [ "$STATUS" = 201 ] || bail_out "sign in as $1" "$BODY"
    eval "$1_token=$(json .token)"
}

as() { # NAME      as nobody: without a token
    eval "TOKEN=\${$1_token:-}"
}

# ---- buying ---------------------------------------------------------------------------------

# The n-th SKU of a producer's n-th listing on sale.
sku_of() { # PRODUCER-CODE LISTING-INDEX SKU-INDEX
    sql "select s.sku_id from version_sku s where s.version_id = (select l.current_version_id from listing l join organisation o on o.id = l.producer_id
        where o.code = '$1' and l.current_version_id is not null order by l.id offset $2 limit 1) order by s.sku_id offset $3 limit 1"
}

# [{"sku_id":...,"quantity":...},...]
basket() { # SKU QUANTITY [SKU QUANTITY...]
    basket_lines=
    while [ $# -ge 2 ]; do
        basket_lines="$basket_lines${basket_lines:+,}{\"sku_id\":\"$1\",\"quantity\":$2}"
        shift 2
    done
    echo "[$basket_lines]"
}

# The body of a checkout at the price of now, to 北京市海淀区 unless REGION says otherwise.
checkout_body() { # LINES
    post /api/v1/quotes "{\"lines\":$1,\"region_code\":\"${REGION:-110108}\"}"
    jq -nc --argjson lines "$1" --argjson total "$(json '.total_fen // 1')" --arg region "${REGION:-110108}" \
        --arg name "${BUYER_NAME:-示例买家}" --arg phone "${BUYER_PHONE:-19900000001}" --arg detail "${BUYER_DETAIL:-示例路 1 号}" \
        '{lines: $lines, region_code: $region, address: {name: $name, phone: $phone, detail: $detail},
          expected_total_fen: $total, accept_no_return: true}'
}

# Places a trade of one order or more; sets trade, order and line (the first of each).
place() { # LINES [CURL-ARGUMENT...]
    place_body=$(checkout_body "$1")
    shift
    post /api/v1/trades "$place_body" "$@"
    trade=$(json '.trade_id // empty') order=$(json '.orders[0].order_id // empty') line=$(json '.orders[0].lines[0].line_id // empty')
}

must_place() { # LINES
    place "$@"
    [ "$STATUS" = 201 ] || bail_out "a trade is placed" "$BODY"
}

# Opens a payment and presses the payment page's button.
must_pay() { # TRADE
    post "/api/v1/trades/$1/payments" '{}'
    [ "$STATUS" = 201 ] || bail_out "a payment is opened" "$BODY"
    press pay "$(json .code_url)"
    wait_for_trade "$1" paid || bail_out "the trade is paid" "$BODY"
}

# The payer scans a code and presses a button of the payment platform's page.
press() { # ACTION CODE-URL
    press_page=$(curl -sS -m 10 -o /dev/null -w '%{redirect_url}' -G --data-urlencode "code=$2" "$GATEWAY_URL/scan")
    curl -sS -m 10 -o /dev/null -X POST -d "action=$1" "$press_page"
}

wait_for_trade() { # TRADE STATE
    wait_until sh -c "[ \"\$(PGDATABASE=$TEST_DB ops/pg psql '$TEST_PG' -Atqc 'select state from trade where id = $1')\" = $2 ]"
}

wait_for_refund() { # REFUND STATE
    wait_until sh -c "[ \"\$(PGDATABASE=$TEST_DB ops/pg psql '$TEST_PG' -Atqc 'select state from refund where id = $1')\" = $2 ]"
}

must_buy() { # LINES
    must_place "$1"
    must_pay "$trade"
}

# A waybill number that was not used yet.
new_waybill() {
    waybill_serial=$((${waybill_serial:-0} + 1))
    waybill=$(printf 'YT%013d' $waybill_serial)
}

# Packs what is left of an order and hands it over; sets parcel and waybill. As its station.
must_ship() { # ORDER
    post "/api/v1/orders/$1/parcels" '{"weight_g":3000}'
    parcel=$(json '.id // empty')
    new_waybill
    post "/api/v1/parcels/$parcel/hand-over" "{\"carrier\":\"YTO\",\"waybill_no\":\"$waybill\"}"
    [ "$STATUS" = 200 ] || bail_out "a parcel is handed over" "$BODY"
}

# What the parts of a receipt add up to.
RECEIPT_SUM='.parts | .households_fen + .held_fen + .producer_fen + .freight_fen + .escrow_fen + .refunding_fen + .refunded_fen + .other_fen'

# ---- selling --------------------------------------------------------------------------------

# A listing of fengjie-01 (people `producer` and `station` are signed in): TITLE, JSON of its SKUs (spec, net and
# gross weight, price) and of its plan's pools. Handed in and published; sets listing and version.
must_list() { # TITLE SKUS POOLS [JQ-CHANGE]
    as producer
    must_draft=$(jq -nc --arg title "$1" --argjson skus "$2" --argjson pools "$3" '{title: $title, category: "水果", produce: "脐橙",
        village_code: "500236131201", no_reason_return: false, picture: "orange", skus: $skus, plan: {pools: $pools}}' | jq -c "${4:-.}")
    post /api/v1/listings "$must_draft"
    [ "$STATUS" = 201 ] || bail_out "a listing is drafted" "$BODY"
    listing=$(json .listing_id) version=$(json .id) sku=$(json '.skus[0].sku_id')
    must_publish "$version"
}

must_publish() { # VERSION
    as producer
    post "/api/v1/listing-versions/$1/submit" '{}'
    as station
    post "/api/v1/listing-versions/$1/review" '{"decision":"approve"}'
    [ "$STATUS $(json .state)" = "200 on_sale" ] || bail_out "a version is published" "$BODY"
}

# Boxes of a SKU from a lot of its own; sets lot.
must_stock() { # LISTING SKU BOXES [NET-WEIGHT-G]
    as station
    post "/api/v1/listings/$1/lots" "{\"village_code\":\"500236131201\",\"harvested_on\":\"$(TZ=Asia/Shanghai date +%F)\",
        \"weight_g\":$(($3 * ${4:-5000})),\"supplies\":[]}"
    lot=$(json '.id // empty')
    post "/api/v1/lots/$lot/stock" "{\"sku_id\":\"$2\",\"boxes\":$3}"
    [ "$STATUS" = 201 ] || bail_out "boxes are stocked" "$BODY"
}

# ---- the API document -----------------------------------------------------------------------

# Where the last answer, or a body, departs from the document; empty when it does not.
departs() { # OPERATION
    "$TEST_BUILD/tests/tools/schema_check" "$TEST_BUILD/gen/openapi.json" "$1" "$STATUS" "$(header content-type)" "$TEST_TMP/body" 2>&1
}

request_departs() { # OPERATION JSON
    printf '%s' "$2" >"$TEST_TMP/asked"
    "$TEST_BUILD/tests/tools/schema_check" "$TEST_BUILD/gen/openapi.json" "$1" request application/json "$TEST_TMP/asked" 2>&1
}

# The last answer has this status and is what the document says of the operation.
check_answer() { # NAME OPERATION STATUS
    check_eq "$1" "$STATUS $(departs "$2")" "$3 "
    [ "$3" -ge 400 ] || echo "$2" >>"$TEST_TMP/answered"
}

# A problem document with status and code that the operation's description lists.
check_problem() { # NAME OPERATION STATUS CODE [FIELD]
    check_eq "$1" "$STATUS $(json '.code' 2>/dev/null)${5:+ $(json .field 2>/dev/null)} $(departs "$2")" "$3 $4${5:+ $5} "
}

# ---- many requests at once ------------------------------------------------------------------

# Collects requests, sends them over one connection, and holds each answer against what was wanted and the document.
batch_begin() {
    rm -rf "$TEST_TMP/batch"
    mkdir "$TEST_TMP/batch"
    batch_count=0
    : >"$TEST_TMP/batch.curl"
    : >"$TEST_TMP/batch.wanted"
}

# WANT is an extended regular expression of the whole line "STATUS CODE FIELD" ("-" where there is none); behind "!" it
# must not match. With a TOKEN it is sent along. BODY-FILE "-" is none.
batch_add() { # OPERATION WHAT WANT METHOD PATH BODY-FILE [HEADER...]
    batch_count=$((batch_count + 1))
    printf '%s\t%s\t%s\t%s\n' $batch_count "$1" "$2" "$3" >>"$TEST_TMP/batch.wanted"
    batch_method=$4 batch_path=$5 batch_body=$6
    shift 6
    {
        [ $batch_count = 1 ] || echo next
        printf 'url = "%s"\nrequest = "%s"\npath-as-is\nsilent\nmax-time = %s\n' "$URL$batch_path" "$batch_method" $((20 * ${TEST_SLOW:-1}))
        printf 'output = "%s"\n' "$TEST_TMP/batch/$batch_count"
        printf 'write-out = "%s\\t%%{http_code}\\t%%{content_type}\\t%%header{x-request-id}\\n"\n' $batch_count
        [ "$batch_body" = - ] || printf 'data-binary = "@%s"\n' "$batch_body"
        [ -z "$TOKEN" ] || printf 'header = "Authorization: Bearer %s"\n' "$TOKEN"
        for batch_header in "$@"; do printf 'header = "%s"\n' "$batch_header"; done
    } >>"$TEST_TMP/batch.curl"
}

# A file with a body of this batch.
batch_body() { # TEXT
    printf '%s' "$1" >"$TEST_TMP/batch/body.$((batch_count + 1))"
    echo "$TEST_TMP/batch/body.$((batch_count + 1))"
}

# Prints what is not as it was wanted, or no proper problem document.
batch_run() {
    [ $batch_count -gt 0 ] || { echo "no requests"; return; }
    curl -K "$TEST_TMP/batch.curl" >"$TEST_TMP/batch.got" 2>"$TEST_TMP/batch.errors"
    cut -f1,2 "$TEST_TMP/batch.wanted" >"$TEST_TMP/batch.operations"
    # number, status, code and field, and what every problem has besides
    (cd "$TEST_TMP/batch" && seq $batch_count | xargs -r jq -r '[input_filename, "\(.code // "-") \(.field // "-")", .request_id // "-",
        (if .type == "/problems/\(.code)" then "" else "its type is \(.type)" end),
        (if (.title // "" | test("\\p{Han}")) and (.detail == null or (.detail | test("\\p{Han}"))) then "" else "not in Chinese: \(.title) \(.detail)" end)] | @tsv') \
        >"$TEST_TMP/batch.read" 2>>"$TEST_TMP/batch.errors"
    awk -F '\t' -v folder="$TEST_TMP/batch/" 'FNR == NR { operation[$1] = $2; next } { print operation[$1] "\t" $2 "\t" $3 "\t" folder $1 }' \
        "$TEST_TMP/batch.operations" "$TEST_TMP/batch.got" | "$TEST_BUILD/tests/tools/schema_check" "$TEST_BUILD/gen/openapi.json" 2>&1 | sed "s|$TEST_TMP/batch/||" >"$TEST_TMP/batch.faults"
    awk -F '\t' -v got="$TEST_TMP/batch.got" -v read="$TEST_TMP/batch.read" '
        FILENAME == got { status[$1] = $2; type[$1] = $3; id[$1] = $4; next }
        FILENAME == read { code[$1] = $2; wrong[$1] = $4 $5 ($3 == id[$1] ? "" : " request_id is not the header\047s"); next }
        {
            line = status[$1] " " ($1 in code ? code[$1] : "- -")
            negative = substr($4, 1, 1) == "!"
            pattern = "^(" substr($4, 1 + negative) ")$"
            if ((line ~ pattern) == negative) print $2 ", " $3 ": got " line ", want " $4
            if (status[$1] >= 400 && type[$1] != "application/problem+json") print $2 ", " $3 ": " type[$1]
            if (status[$1] >= 400 && wrong[$1] != "") print $2 ", " $3 ": " wrong[$1]
        }' "$TEST_TMP/batch.got" "$TEST_TMP/batch.read" "$TEST_TMP/batch.wanted"
    head -n 20 "$TEST_TMP/batch.faults" "$TEST_TMP/batch.errors" | grep -v '^==>\|^$'
}
