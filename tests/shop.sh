# Sourced behind tests/lib.sh by tests that buy and sell: the words in which they say what people
# do.
#
#     . tests/lib.sh
#     . tests/shop.sh
#     start_shop
#     sign_in buyer 19900000001
#     buy "$(basket "$sku" 2)"            sets trade order line total, payment number code_url
#     as station
#     ship "$order"                       sets parcel waybill
#     as buyer
#     confirm "$order"
#
# A verb that cannot be carried out ends the file; the same verb behind try_ leaves the refusal in
# STATUS and BODY. What verbs set are variables, so they must not be called in a subshell.

trade='' order='' line='' total='' payment='' number='' code_url=''
challenge=none
refund='' refund_number='' refund_fen='' parcel='' waybill='' listing='' version='' lot=''

# The mall as people use it, without the waits that keep strangers from asking for codes.
shop_settings='MALL_DEMO=1 MALL_LOGIN_WAIT_SECONDS=0 MALL_LOGIN_DAILY=1000
    MALL_LOGIN_PER_ADDRESS=100000'

start_shop() { # [NAME=VALUE...]
    start_all $shop_settings "$@"
}

must() { # STATUS WHAT
    [ "$STATUS" = "$1" ] || bail_out "$2" "$STATUS $BODY"
}

# ---- people ---------------------------------------------------------------------------------

login_code() { # PHONE     the code that it was sent last
    get "/api/v1/demo/outbox?phone=$1&of=code"
    json .text | grep -oE '[0-9]{6}' | head -n 1
}

# Text messages by the provider's stand-in instead of the demo's outbox; receipts come back.
by_sms='MALL_SMS=tencent'
start_sms() { # [NAME=VALUE...]     the settings are the mall's
    start_gateway GATEWAY_SMS_RECEIPT_URL="$URL/sms/receipt/tencent" GATEWAY_RETRY_SCHEDULE=1,1,1
    start_mall $by_sms MALL_SMS_TENCENT_URL="$GATEWAY_URL" "$@"
}

# The newest text that the stand-in has for a phone, or another member of it.
sms_got() { # PHONE [MEMBER]
    curl -s -m $TEST_PATIENCE_S "$GATEWAY_URL/mock/sms?phone=$1" |
        jq -r --arg member "${2:-text}" '.messages[0][$member] // empty'
}
# The code of the newest message of all, which is that phone's; it may still be on its way.
sms_code() { # PHONE
    wait_until sms_is_here "$1" || bail_out "a code arrives" "$(sms_got "$1")"
    sms_got "$1" | grep -oE '[0-9]{6}' | head -n 1
}
sms_is_here() { # PHONE
    [ "$(sms_got "$1" session)" = "$(sql 'select max(id) from sms_message')" ]
}

# Asks for a code; sets challenge when one was sent. It is good with that alone.
ask_code() { # PHONE [CURL-ARGUMENT...]
    ask_phone=$1
    shift
    post /api/v1/login-codes "{\"phone\":\"$ask_phone\"}" "$@"
    [ "$STATUS" != 202 ] || challenge=$(json .challenge)
}

# Brings a code to the challenge that was answered last, or another.
enter() { # PHONE CODE [CURL-ARGUMENT...]
    enter_json="{\"phone\":\"$1\",\"code\":\"$2\",\"challenge\":\"$challenge\"}"
    shift 2
    post /api/v1/sessions "$enter_json" "$@"
}

# By phone and code, and by a second proof where the demo knows that it is needed; TOKEN is empty
# when it was refused.
try_sign_in() { # PHONE
    try_sign_in_once "$1"
    [ "$(json .second.needed 2>/dev/null)" != true ] || second_proof "$1"
}

# Without a second proof.
try_sign_in_once() { # PHONE
    TOKEN=
    ask_code "$1"
    enter "$1" "$(login_code "$1")"
    TOKEN=$(json '.token // empty')
}

# Brings the second proof of whom TOKEN is; the answer that stays is that of signing in.
second_proof() { # PHONE
    proof_status=$STATUS proof_body=$BODY
    post /api/v1/demo/second-codes "{\"phone\":\"$1\"}"
    if [ "$STATUS" = 404 ]; then
        set_second_up
    else
        post /api/v1/sessions/current/second-proof "{\"code\":\"$(json .code)\"}"
        must 204 "a second proof is brought"
    fi
    STATUS=$proof_status BODY=$proof_body
}

# The code that a phone's program makes of a secret now, or so many steps of 30 seconds later.
totp() { # SECRET [STEPS]
    python3 -c 'import base64, hashlib, hmac, struct, sys, time
step = int(time.time()) // 30 + int(sys.argv[2])
mac = hmac.new(base64.b32decode(sys.argv[1]), struct.pack(">Q", step), hashlib.sha1).digest()
at = mac[19] & 15
print("%06d" % ((struct.unpack(">I", mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000))' "$1" "${2:-0}"
}

# A second factor for whom TOKEN is, by whose first code this session is proved; sets secret.
set_second_up() {
    post /api/v1/me/second-factor '{}'
    must 201 "a second factor is begun"
    secret=$(json .secret)
    post /api/v1/me/second-factor/confirm "{\"code\":\"$(totp "$secret")\"}"
    must 200 "a second factor is confirmed"
}

# Gives whom TOKEN is, of that demo phone, a password.
try_set_password() { # PHONE PASSWORD
    post /api/v1/me/password-codes '{}'
    must 202 "a code for the password is sent"
    put /api/v1/me/password "$(jq -nc --arg password "$2" --arg code "$(login_code "$1")" \
        --arg challenge "$(json .challenge)" \
        '{password: $password, code: $code, challenge: $challenge}')"
}

# A demo phone, known as NAME from now on.
sign_in() { # NAME PHONE [NAME PHONE...]
    while [ $# -ge 2 ]; do
        try_sign_in "$2"
        must 201 "sign in as $1"
        eval "$1_token=\$TOKEN"
        shift 2
    done
}

as() { # NAME      as nobody: without a token
    eval "TOKEN=\${$1_token:-}"
}

# ---- buying ---------------------------------------------------------------------------------

# The n-th SKU of a producer's n-th listing on sale.
sku_of() { # PRODUCER-CODE LISTING-INDEX SKU-INDEX
    sql "select s.sku_id from version_sku s where s.version_id =
        (select l.current_version_id from listing l join organisation o on o.id = l.producer_id
            where o.code = '$1' and l.current_version_id is not null order by l.id offset $2
            limit 1)
        order by s.sku_id offset $3 limit 1"
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

# To 北京市海淀区, unless REGION or the argument says otherwise.
quote() { # LINES [REGION]
    post /api/v1/quotes "{\"lines\":$1,\"region_code\":\"${2:-${REGION:-110108}}\"}"
}

# The body of a checkout at the price of now.
checkout_body() { # LINES
    quote "$1"
    jq -nc --argjson lines "$1" --argjson total "$(json '.total_fen // 1')" \
        --arg region "${REGION:-110108}" --arg name "${BUYER_NAME:-示例买家}" \
        --arg phone "${BUYER_PHONE:-19900000001}" --arg detail "${BUYER_DETAIL:-示例路 1 号}" \
        '{lines: $lines, region_code: $region,
          address: {name: $name, phone: $phone, detail: $detail},
          expected_total_fen: $total, accept_no_return: true}'
}

# A trade of one order or more; order and line are the first of each.
try_place() { # LINES [CURL-ARGUMENT...]
    place_body=$(checkout_body "$1")
    shift
    post /api/v1/trades "$place_body" "$@"
    trade=$(json '.trade_id // empty') total=$(json '.total_fen // empty')
    order=$(json '.orders[0].order_id // empty') line=$(json '.orders[0].lines[0].line_id // empty')
}

place() { # LINES
    try_place "$@"
    must 201 "a trade is placed"
}

open_payment() { # TRADE
    post "/api/v1/trades/$1/payments" '{}'
    must 201 "a payment is opened"
    payment=$(json .payment_id) number=$(json .number) code_url=$(json .code_url)
}

# The payer scans a code and presses a button of the payment platform's page.
press() { # ACTION CODE-URL
    press_page=$(curl -sS -m $TEST_PATIENCE_S -o /dev/null -w '%{redirect_url}' \
        -G --data-urlencode "code=$2" "$GATEWAY_URL/scan")
    curl -sS -m $TEST_PATIENCE_S -o /dev/null -X POST -d "action=$1" "$press_page"
}

pay() { # TRADE
    open_payment "$1"
    press pay "$code_url"
    wait_until trade_is "$1" paid || bail_out "the trade is paid" "$(trade_state "$1")"
}

buy() { # LINES
    place "$1"
    pay "$trade"
}

trade_state() { # TRADE
    sql "select state from trade where id = $1"
}

trade_is() { # TRADE STATE
    [ "$(trade_state "$1")" = "$2" ]
}

# ---- sending --------------------------------------------------------------------------------

# What is left of an order, or what the body says.
try_pack() { # ORDER [JSON]
    post "/api/v1/orders/$1/parcels" "${2:-{\"weight_g\":3000\}}"
    parcel=$(json '.id // empty')
}

pack() { # ORDER [JSON]
    try_pack "$@"
    must 201 "an order is packed"
}

# A waybill number that was not used yet.
new_waybill() {
    waybill_serial=$((${waybill_serial:-0} + 1))
    waybill=$(printf 'YT%013d' $waybill_serial)
}

try_hand_over() { # PARCEL CARRIER WAYBILL
    post "/api/v1/parcels/$1/hand-over" "{\"carrier\":\"$2\",\"waybill_no\":\"$3\"}"
}

hand_over() { # PARCEL
    new_waybill
    try_hand_over "$1" YTO "$waybill"
    must 200 "a parcel is handed over"
}

# Packs what is left of an order and hands it over. As its station.
ship() { # ORDER
    pack "$1"
    hand_over "$parcel"
}

parcel_is() { # PARCEL STATE
    sql_is "select state from parcel where id = $1" "$2"
}

try_confirm() { # ORDER
    post "/api/v1/orders/$1/confirm" '{}'
}

confirm() { # ORDER     as its buyer
    try_confirm "$1"
    must 200 "an order is received"
}

# ---- refunding ------------------------------------------------------------------------------

# The body that asks for so many boxes of a line, with freight when a station decides so.
boxes_back() { # LINE QUANTITY [REASON]
    printf '{"lines":[{"line_id":"%s","quantity":%d}],"reason":"%s"}' "$1" "$2" "${3:-少要几箱}"
}

try_refund() { # ORDER JSON [CURL-ARGUMENT...]
    refund_order=$1 refund_json=$2
    shift 2
    post "/api/v1/orders/$refund_order/refunds" "$refund_json" "$@"
    refund=$(json '.refund_id // empty') refund_number=$(json '.number // empty')
    refund_fen=$(json '.total_fen // empty')
}

refund() { # ORDER JSON
    try_refund "$@"
    must 201 "a refund is decided"
}

refund_is() { # REFUND STATE
    sql_is "select state from refund where id = $1" "$2"
}

# What the parts of a receipt add up to.
RECEIPT_SUM='.parts | .households_fen + .withheld_fen + .producer_fen + .freight_fen + .escrow_fen
    + .refunding_fen + .refunded_fen + .other_fen'

# ---- selling --------------------------------------------------------------------------------

# Households that a plan may name, of 奉节县's first village: as a producer.
confirmed_households() { # COUNT     their ids with blanks between
    get '/api/v1/households?village=500236131201&limit=100'
    json "[.items[] | select(.state == \"confirmed\") | .id][:$1] | join(\" \")"
}

# A listing of fengjie-01 (`producer` and `station` are signed in): TITLE, JSON of its SKUs (spec,
# net and gross weight, price) and of its plan's pools. Handed in and published; sets listing,
# version and sku.
list_goods() { # TITLE SKUS POOLS [JQ-CHANGE]
    as producer
    goods_draft=$(jq -nc --arg title "$1" --argjson skus "$2" --argjson pools "$3" '{title: $title,
        category: "水果", produce: "脐橙", village_code: "500236131201", no_reason_return: false,
        picture: "orange", skus: $skus, plan: {pools: $pools}}' | jq -c "${4:-.}")
    post /api/v1/listings "$goods_draft"
    must 201 "a listing is drafted"
    listing=$(json .listing_id) version=$(json .id) sku=$(json '.skus[0].sku_id')
    publish "$version"
}

hand_in() { # VERSION     as its producer
    post "/api/v1/listing-versions/$1/submit" '{}'
}

approve() { # VERSION     as whoever's turn it is
    post "/api/v1/listing-versions/$1/review" '{"decision":"approve"}'
}

publish() { # VERSION
    as producer
    hand_in "$1"
    as station
    approve "$1"
    [ "$STATUS $(json .state)" = "200 on_sale" ] || bail_out "a version is published" "$BODY"
}

# Boxes of a SKU from a lot of its own; sets lot.
stock_goods() { # LISTING SKU BOXES [NET-WEIGHT-G]
    as station
    post "/api/v1/listings/$1/lots" "{\"village_code\":\"500236131201\",\"supplies\":[],
        \"harvested_on\":\"$(TZ=Asia/Shanghai date +%F)\",\"weight_g\":$(($3 * ${4:-5000}))}"
    must 201 "a lot is weighed in"
    lot=$(json '.id // empty')
    post "/api/v1/lots/$lot/stock" "{\"sku_id\":\"$2\",\"boxes\":$3}"
    must 201 "boxes are stocked"
}
