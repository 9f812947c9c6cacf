# A mall's books with some days of business, and rows of them changed by hand, for the tests that
# hold `mall audit` to finding each: `forge_rows`. Beside lib.sh and shop.sh.
. tests/dossier.sh
start_shop

sign_in buyer 19900000001 other 19900000002 producer 19900001001 station 19900001045 \
    auditor 19900003001 operator 19900000900 village 19900004001 township 19900006001 \
    department 19900006101 centre 19900006201

# ---- some days of business ---------------------------------------------------------------------

as producer
set -- $(confirmed_households 4)
first=$1 second=$2 third=$3 fourth=$4
list_goods "审计用的脐橙" '[{"spec":"5 kg 装","net_weight_g":5000,"gross_weight_g":5400,
    "price_fen":5980}]' \
    "[{\"kind\":\"purchase\",\"rule\":\"fen_per_kg\",\"rate\":340,
    \"shares\":[{\"household_id\":\"$first\",\"weight\":12},
    {\"household_id\":\"$second\",\"weight\":7},{\"household_id\":\"$third\",\"weight\":1}]}]"
as station
post "/api/v1/listings/$listing/lots" "{\"village_code\":\"500236131201\",\"supplies\":[
    {\"household_id\":\"$first\",\"weight_g\":90000},
    {\"household_id\":\"$second\",\"weight_g\":60000}],\"weight_g\":300000,
    \"harvested_on\":\"$(TZ=Asia/Shanghai date +%F)\"}"
must 201 "a lot is weighed in"
lot=$(json .id)
post "/api/v1/lots/$lot/stock" "{\"sku_id\":\"$sku\",\"boxes\":50}"
must 201 "boxes are stocked"
post "/api/v1/lots/$lot/write-off" '{"weight_g":2000,"reason":"运输损耗"}'
must 201 "loose goods are lost"
post "/api/v1/lots/$lot/write-off" "{\"sku_id\":\"$sku\",\"boxes\":1,\"reason\":\"压坏\"}"
must 201 "a box is lost"

as village
http POST "/api/v1/households/$fourth/scans" -H 'Content-Type: image/jpeg' \
    -H "Idempotency-Key: $(new_key)" --data-binary "@$TEST_TMP/scan.jpg"
must 201 "a photo of a paper is sent in"
post "/api/v1/households/$fourth/consents" "{\"kind\":\"named\",\"given\":true,\"way\":\"paper\",
    \"scan_id\":\"$(json .scan_id)\"}" -H "Idempotency-Key: $(new_key)"
must 201 "a household agrees to be named"
post "/api/v1/households/$fourth/notes" '{"visited_on":"2026-01-01","text":"走访"}' \
    -H "Idempotency-Key: $(new_key)"
must 201 "a visit is noted"
correct() { # HOUSEHOLD JSON-MEMBERS      sets correction
    post "/api/v1/households/$1/corrections" "{$2,\"reason\":\"登记错了\"}" \
        -H "Idempotency-Key: $(new_key)"
    must 201 "a correction is asked for"
    correction=$(json .correction_id)
}
correct "$fourth" '"field":"address","value":"示例镇示例路 3 号"'
correct "$fourth" '"field":"bank_account","value":"6222020000000000018"'
as centre
post "/api/v1/corrections/$correction/moves" '{"to":"checked"}'
must 200 "and checked by one"
as village
move_household() { # HOUSEHOLD MOVE
    as auditor
    post "/api/v1/households/$1/$2" '{"reason":"县里核对登记"}'
    must 200 "a household: $2"
}
# Two orders of a producer: one goes the whole way, of the other a box goes back.
business() {
    as buyer
    buy "$(basket "$sku" 3)"
    whole=$order
    buy "$(basket "$sku" 2)"
    part=$order part_line=$line
    as station
    ship "$whole"
    as buyer
    confirm "$whole"
    refund "$part" "$(boxes_back "$part_line" 1)"
    wait_until refund_is "$refund" succeeded || bail_out "a refund is paid back"
    as station
    refund "$part" '{"freight":true,"reason":"运费补偿"}'
    wait_until refund_is "$refund" succeeded || bail_out "freight is paid back"
    get "/api/v1/orders/$part/label?purpose=shipping"
}
# A county's freight table is written as it stands.
freight_again() {
    as station
    get /api/v1/freight-tables/500236
    put /api/v1/freight-tables/500236 "$(json '{rows, version}')"
    must 204 "a freight table is written"
}
business
freight_again
# Two who act for households: one confirmed, one not yet.
as village
http POST "/api/v1/households/$first/consent-scans" -H 'Content-Type: image/jpeg' \
    -H "Idempotency-Key: $(new_key)" --data-binary "@$TEST_TMP/scan.jpg"
must 201 "a signed paper"
consent="{\"kind\":\"paper\",\"number\":\"1\",\"taken_on\":\"2026-01-01\",
    \"scan_id\":\"$(json .scan_id)\"}"
for phone in 19900000002 19900000001; do
    post "/api/v1/households/$first/authorities" "{\"phone\":\"$phone\",\"relation\":\"family\",
        \"scope\":[\"statement\"],\"consent\":$consent}"
    must 201 "who may act is recorded"
    authority=${authority:-$(json .authority_id)}
done
as centre
post "/api/v1/authorities/$authority/moves" '{"to":"in_force"}'
must 200 "and confirmed"
as other
post /api/v1/me/registrations '{"kind":"administrator","role":"township_officer",
    "region_code":"500236131","reason":"示例镇文书"}'
must 201 "an administrator registers"
registration=$(json .registration_id)
as centre
post "/api/v1/registrations/$registration/moves" '{"to":"granted"}'
must 200 "and gets the role"
move_household "$third" suspend
as buyer
buy "$(basket "$sku" 2)"
as operator
post /api/v1/role-grants "{\"phone\":\"19900000002\",\"role\":\"village_officer\",
    \"region_code\":\"500236131201\",\"reason\":\"代班\"}"
must 201 "a role is given"
delete "/api/v1/role-grants/$(json .grant_id)"
as auditor
get "/api/v1/households/$first?purpose=verify"

# An organisation came in, somebody having objected, and the producer renewed a licence.
as other
begin_dossier
submit_dossier "$(dossier_form "$(scan "$dossier")" '' '.shares = [{name: "示例甲",
    id_number: "11010519491231002X", percent_hundredths: 3000}]')"
for desk in township department centre; do
    as $desk
    pass_dossier
done
as nobody
post "/api/v1/publicity/$dossier/objections" '{"text":"果园不在本村","contact":"19900009999"}'
must 201 "an objection"
as centre
post "/api/v1/objections/$(json .objection_id)/answer" \
    '{"outcome":"dismissed","answer":"在本村三组"}'
must 200 "it is answered"
end_publicity
as producer
post /api/v1/dossiers "{\"organisation_id\":\"$(sql "select id from organisation
    where code = 'fengjie-01'")\"}"
dossier=$(json .dossier_id)
submit_dossier "$(dossier_form "$(scan "$dossier")" 93500236MA00000152 \
    '.papers[0].expires_on = "2090-01-04"')"
as department
pass_dossier
stop_mall

# That was three days ago: rows are moved into the past and stamped again, as a demo may.
days_ago() { # TABLE COLUMN...
    days_table=$1
    shift
    for days_column; do
        sql "update $days_table set $days_column = $days_column - interval '3 days'"
    done
}
ids_ago() { # TABLE     ids carry milliseconds above 22 bits
    sql "update $1 set id = id - 3 * 86400000::bigint * 4194304"
}
days_ago transfer booked_at
days_ago attribution_pool accrued_at
days_ago withheld_share withheld_at moved_at
days_ago maturity matured_at
days_ago pool_reversal reversed_at
days_ago state_log at
days_ago access_trail at
days_ago change_trail at
days_ago role_grant valid_from valid_to
days_ago trade placed_at paid_at cancelled_at
days_ago sale_order placed_at paid_at completed_at ended_at
days_ago listing_version submitted_at decided_at
days_ago parcel packed_at handed_over_at signed_at
days_ago payment_attempt created_at paid_at
days_ago refund created_at done_at
ids_ago state_log
ids_ago access_trail
ids_ago change_trail
sql "update registration set grant_id = null" >/dev/null # numbers of roles move
ids_ago role_grant
stamp_rows
sql "select roll_up_build(); select sale_roll_up_build()" # months may be others now
MALL_WECHAT_URL=http://127.0.0.1:1 run_jobs
check_eq "the days are closed" "$(sql "select string_agg(n::text, ' ') from (select count(*) as n
    from ledger_day union all select count(*) from chain_day) c")" "1 4"

start_mall $shop_settings
hook age '{"days":3}'
"$MALL_BIN" bills fetch "$(TZ=Asia/Shanghai date -d '3 days ago' +%F)" >"$TEST_TMP/bill" 2>&1 ||
    bail_out "the bill of the days before is had" "$(cat "$TEST_TMP/bill")"
business
as operator
post /api/v1/programs '{"name":"示例接口","owner":"示例统计局","region_code":"500236",
    "scopes":["figures"]}'
must 201 "a program gets an account"
post "/api/v1/programs/$(json .program_id)/keys" '{"days":90}'
must 201 "and a key"
# A suspicion is confirmed and holds a link.
sql "insert into fraud_flag (id, county_code, kind, household_id, organisation_id, mark, evidence)
    select 5, '500236', 'legal_person', $fourth, id, '', '{}' from organisation
    where code = 'fengjie-01'"
# A person brought to a living code what a dead one had.
sql "insert into region_move (id, county_code, code, to_code, households, organisations, addresses,
    reason, account_id) select 5, '500236', '500236131201', '500236131202', 0, 0, 1, '换码', min(id)
    from account"
stamp_rows
as auditor
post /api/v1/fraud-flags/5/decision '{"outcome":"confirmed","reason":"是一家人","follows":"link"}'
must 200 "a flag is confirmed"
as other
try_set_password 19900000002 '示例 的密码 42'
must 204 "a password is set"
as buyer
place "$(basket "$sku" 1)"
buy "$(basket "$sku" 4)"
as station
ship "$order"
post "/api/v1/parcels/$parcel/events" '{"state":"signed","text":"示例签收"}'
must 200 "a parcel is signed for"
as buyer
buy "$(basket "$sku" 1)"
as station
pack "$order"
as buyer
buy "$(basket "$sku" 1)"
as station
ship "$order"
as buyer
confirm "$order"
as station
refund "$order" "$(boxes_back "$line" 1)"
wait_until refund_is "$refund" succeeded || bail_out "a seller bears an order"
as other
place "$(basket "$sku" 2)"
open_payment "$trade"
post "/api/v1/trades/$trade/cancel" '{}'
must 200 "a trade is cancelled"
move_household "$fourth" suspend
freight_again
as operator
post /api/v1/role-grants "{\"phone\":\"19900000002\",\"role\":\"village_officer\",
    \"region_code\":\"500236131202\",\"reason\":\"代班\"}"
as auditor
get "/api/v1/households/$first?purpose=verify"
get /api/v1/board
must 200 "the board is made"

# Payouts: one paid, one that failed, one on its way. The register is known, and says nothing new.
sql "update register_state set snapshot_id = 's', trouble = '', asked_at = now()" >/dev/null
payout_jobs() { # STATE      timed work brings the run there
    for _ in 1 2 3 4 5; do
        MALL_REGISTER_URL=http://127.0.0.1:9 MALL_REGISTER_FOLLOW=0 run_jobs
        [ "$(sql "select state from payout_run")" != "$1" ] || return 0
    done
    bail_out "a run of payouts is $1" "$(sql "select state, waits_for from payout_run")"
}
as centre
post /api/v1/payout-runs '{"note":"审计用的一批"}' -H "Idempotency-Key: $(new_key)"
must 201 "a run of payouts"
run=$(json .run_id)
payout_jobs prepared
for line in $(sql "select id from payout where state = 'held'
    and not reasons && '{no_account}' order by id"); do
    post "/api/v1/payouts/$line/pass" '{"reason":"村里核实过"}'
    must 200 "a line is let pass"
done
as auditor
post "/api/v1/payout-runs/$run/release" "$(sql "select json_build_object('households', count(*),
    'amount_fen', sum(amount_fen)) from payout where state = 'planned'")"
must 200 "it is released"
payout_jobs released
set -- $(sql "select id from payout where state = 'ordered' order by id")
[ $# -ge 3 ] || bail_out "three are ordered" "$*"
as centre
post "/api/v1/payout-runs/$run/results" "{\"items\":[{\"payout_id\":\"$1\",\"outcome\":\"paid\",
    \"paid_on\":\"$(TZ=Asia/Shanghai date +%F)\",\"bank_no\":\"B1\"},
    {\"payout_id\":\"$2\",\"outcome\":\"failed\",\"reason\":\"账号已注销\"}]}"
must 200 "the bank answers two"
stop_mall
# as if timed work had read all of it, and a minute had passed
sql "select roll_up_build(); select sale_roll_up_build();
    update journal_follower set floor_id = (select max(id) from transfer)"
check_audit "books that nobody touched pass"

# ---- one row after the other ---------------------------------------------------------------------

# Nobody's keys and triggers stand in the way of who owns the tables.
sql "create schema forgery;
create function forgery.forge(tbl text, which text, change text) returns void language plpgsql
set session_replication_role = replica as \$\$
declare at tid; same boolean;
begin
    execute format('select t.ctid from %s t where %s order by t.ctid limit 1', tbl, which) into at;
    if at is null then raise exception 'no such row'; end if;
    execute format('create table forgery.kept as select t.* from %s t where t.ctid = %L', tbl, at);
    if change = 'delete' then
        execute format('delete from %s t where t.ctid = %L', tbl, at);
        at := null;
    else
        execute format('update %s t set %s where t.ctid = %L returning t.ctid,
            t = (select k from forgery.kept k)::text::%s', tbl, change, at, tbl) into at, same;
        if same then raise exception 'nothing is changed'; end if;
    end if;
    create table forgery.place as select tbl as name, at as spot;
end \$\$;
create function forgery.mend() returns void language plpgsql
set session_replication_role = replica as \$\$
declare
    place record;
    own text;
begin
    if to_regclass('forgery.place') is null then return; end if;
    select * into place from forgery.place;
    execute format('delete from %s t where t.ctid = %L', place.name, place.spot);
    -- all columns but those that PostgreSQL computes itself
    select string_agg(quote_ident(attname), ', ') into own from pg_attribute
    where attrelid = place.name::regclass and attnum > 0 and not attisdropped and attgenerated = '';
    execute format('insert into %s (%s) select %s from forgery.kept', place.name, own, own);
    drop table forgery.kept, forgery.place;
end \$\$" >/dev/null

# Two hundred audits: in the build without sanitizers, when this run tests both, and of the check
# that has to notice alone (`-`: of all).
noticed() { # WORD     names of the checks that fail, a line each
    name_of "$1" >"$TEST_TMP/wished"
    set --
    while read -r wished_name; do
        set -- "$@" --only "$wished_name"
    done <"$TEST_TMP/wished"
    MALL_DB_FAST=1 MALL_DB_SLOW=1 "${QUICK_MALL_BIN:-$MALL_BIN}" audit --json "$@" |
        jq -r '.checks[] | select(.ok | not) | .name'
}
name_of() { # WORD
    awk -F '\t' -v word="$1" '$1 == word { print $2 }' "$TEST_TMP/words"
}
judge() { # WORD WHAT REASON
    if [ "$1" = - ]; then
        check_eq "$2 is not noticed: $3" "$(cat "$TEST_TMP/noticed")" ""
    elif grep -qxF "$(name_of "$1")" "$TEST_TMP/noticed"; then
        ok "$2"
    else
        not_ok "$2" "wanted: $(name_of "$1")
got: $(cat "$TEST_TMP/noticed")"
    fi
}
forgeries=tests/api/audit.forgeries
tab=$(printf '\t')

forge_rows() {
    sed -n 's/^= //p' $forgeries >"$TEST_TMP/words"
    grep -E "^[a-z-]+$tab" $forgeries >"$TEST_TMP/all"
    while IFS=$tab read -r word table which change reason <&8; do
        sql "select forgery.mend(); select forgery.forge('$table', \$f\$$which\$f\$,
            \$f\$$change\$f\$)" >"$TEST_TMP/forge.out" 2>&1 ||
            bail_out "$table ($which): $change" "$(cat "$TEST_TMP/forge.out")"
        noticed "$word" >"$TEST_TMP/noticed"
        judge "$word" "$table ($which): $change" "$reason"
    done 8<"$TEST_TMP/all"
    sql "select forgery.mend()" >/dev/null
    check_true "at least 160 are tried" [ "$(wc -l <"$TEST_TMP/all")" -ge 160 ]
    check_true "at least 155 must be noticed and named by the right check" \
        [ "$(grep -cv '^-' "$TEST_TMP/all")" -ge 155 ]
    check_eq "each word stands for a check" \
        "$(cut -f1 "$TEST_TMP/all" | sort -u | grep -vxF -e - | while read -r word; do
            [ -n "$(name_of "$word")" ] || echo "$word"
        done)" ""
    check_audit "all is mended, so that each was noticed for itself"
}
