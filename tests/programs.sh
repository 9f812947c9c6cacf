# Sourced by tests/lib.sh: the database of a test file, and the programs that it starts. What was
# started is stopped when the file ends.

# ---- database -------------------------------------------------------------------------------

# As the superuser: tests look at, and break, what the application may not.
sql() { # STATEMENT [PSQL-ARGUMENT...]     rows as a|b
    test_statement=$1
    shift
    "$TEST_PSQL" -XAtq -v ON_ERROR_STOP=1 "$@" -c "$test_statement" \
        "${MALL_DB%% *} user=mall_super dbname=$TEST_DB"
}

# As the application's role.
sql_app() { # STATEMENT
    "$TEST_PSQL" -XAtq -v ON_ERROR_STOP=1 -c "$1" "$MALL_DB"
}

sql_is() { # STATEMENT WANT
    [ "$(sql "$1")" = "$2" ]
}

# Keeps a transaction open behind these statements until let_go; one at a time. What is started
# meanwhile in the background does not end with it.
hold() { # STATEMENTS
    mkfifo "$TEST_TMP/hold"
    "$TEST_PSQL" -XAtq -v ON_ERROR_STOP=1 "${MALL_DB%% *} user=mall_super dbname=$TEST_DB" \
        <"$TEST_TMP/hold" >"$TEST_TMP/held" 2>&1 &
    test_holder=$!
    exec 9>"$TEST_TMP/hold"
    echo "begin; $1; select 'held';" >&9
    wait_until grep -q held "$TEST_TMP/held" ||
        bail_out "a transaction is held open" "$(cat "$TEST_TMP/held")"
}

let_go() { # [commit]
    printf '%s;\n\\q\n' "${1:-rollback}" >&9
    exec 9>&-
    wait "$test_holder"
    rm "$TEST_TMP/hold" "$TEST_TMP/held"
}

# At least so many of the mall's connections to this file's database wait for it.
backends_wait() { # KIND EVENT [COUNT]
    [ "$(sql "select count(*) from pg_stat_activity where datname = '$TEST_DB'
        and usename = 'mall_app' and wait_event_type = '$1' and wait_event like '$2'")" \
        -ge "${3:-1}" ]
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

# Timed work and jobs that are due, in a process of its own.
run_jobs() {
    "$MALL_BIN" jobs run >"$TEST_TMP/jobs.out" 2>&1
}

# Runs what is due until it holds: a running mall may have something in hand that one run passes by.
run_jobs_until() { # COMMAND...
    wait_until test_jobs_then "$@"
}

test_jobs_then() { # COMMAND...
    "$@" || { run_jobs && "$@"; }
}

# Time goes by for jobs that wait to be tried again.
jobs_due() {
    sql "update job set run_at = now() where state = 'queued'"
}

# What a test changed or moved in time by SQL is stamped as it stands now (base/stamp.h).
stamp_rows() {
    "$MALL_BIN" demo stamp >"$TEST_TMP/stamp.out" 2>&1 ||
        bail_out "rows are stamped" "$(cat "$TEST_TMP/stamp.out")"
}

# What stands in the newest partition of a table of days is of so many days ago (and of before).
pass_days() { # TABLE DAYS
    sql "select format('alter table %I rename to %I', c.relname, partition_name('$1', 'day',
            now() - $2 * interval '1 day'))
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = '$1'::regclass and c.relname not like '%_rest'
        order by c.relname limit 1" >"$TEST_TMP/pass_days" && sql "" -f "$TEST_TMP/pass_days"
}

# Lists show what a test changed by SQL: prices, stock and states (table product).
list_anew() {
    sql 'truncate product, product_kind, product_seller, product_tally, product_summed,
             product_country, product_text, product_facet;
         insert into product select * from product_now;
         insert into product_facet select distinct id, county_code, producer_id, station_id,
             category, season_from, season_to from product_facet_now;
         insert into product_text select * from product_text_now;
         insert into product_kind select county_code, category, produce, picture, season_from,
             season_to, count(*) from product group by 1, 2, 3, 4, 5, 6;
         insert into product_seller select county_code, producer_id, station_id, count(*)
             from product group by 1, 2, 3'
    sql "insert into product_tally select n.* from product_tally_now(to_char(now() at time zone
        'Asia/Shanghai', 'MM-DD'), array(select distinct county_code from product), false) n"
}

check_audit() { # NAME     `mall audit` finds every sum and every state in order
    if test_output=$("$MALL_BIN" audit 2>&1); then ok "$1"; else not_ok "$1" \
        "$(printf '%s\n' "$test_output" | grep -v '^ok ')"; fi
}

# ---- the programs ---------------------------------------------------------------------------

pick_port() {
    while :; do
        read -r test_random </proc/sys/kernel/random/uuid
        port=$((20000 + 0x${test_random%%-*} % 12000))
        port_is_busy $port || ! mkdir "$TEST_WORK/ports/$port" 2>/dev/null || break
    done
    echo $port
}

# Settings on the command line win: start_mall MALL_WORKERS=1
start_mall() { # [NAME=VALUE...]
    [ -z "$MALL_PID" ] || bail_out "start_mall: it runs already"
    : >>"$mall_log"
    mall_log_before=$(wc -l <"$mall_log")
    env "$@" "$MALL_BIN" serve </dev/null >>"$mall_log" 2>&1 &
    MALL_PID=$!
    wait_until mall_has_begun ||
        bail_out "mall starts" "$(tail -n 20 "$mall_log")"
}

# All workers are ready: whichever gets the next request serves it.
mall_has_begun() {
    kill -0 "$MALL_PID" 2>/dev/null || test_rounds=1
    awk -v before="$mall_log_before" '
        NR <= before { next }
        /"event":"listening"/ && match($0, /"workers":[0-9]+/) {
            workers = substr($0, RSTART + 10, RLENGTH - 10)
        }
        /"event":"ready"/ { ready++ }
        END { exit !(ready >= workers + 0) }' "$mall_log" && mall_is_ready
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

# The national register's stand-in, which the mall's settings then know: with the demo's households,
# or such as its program is told to make, once (--fill DIR, --generate N --seed S; "empty": none).
start_register() { # [empty | ARGUMENT...]
    [ -z "$REGISTER_PID" ] || bail_out "start_register: it runs already"
    [ $# -gt 0 ] || set -- --fill ops/demo
    [ -e "$REGISTER_STORE" ] || [ "$1" = empty ] ||
        "$REGISTER_BIN" "$@" >>"$register_log" 2>&1 ||
        bail_out "the register is filled" "$(tail -n 20 "$register_log")"
    "$REGISTER_BIN" </dev/null >>"$register_log" 2>&1 &
    REGISTER_PID=$!
    wait_until register_is_ready ||
        bail_out "mall-register starts" "$(tail -n 20 "$register_log")"
    MALL_REGISTER_URL=$REGISTER_URL
    export MALL_REGISTER_URL
}

register_is_ready() {
    kill -0 "$REGISTER_PID" 2>/dev/null || test_rounds=1
    port_is_busy "$REGISTER_PORT"
}

start_all() { # [NAME=VALUE...]      the settings are the mall's
    start_gateway
    start_mall "$@"
}

workers() { # pids of the mall's workers, sorted
    cat /proc/"$MALL_PID"/task/*/children 2>/dev/null | tr ' ' '\n' | grep . | sort -n | xargs
}

kill_workers() {
    for test_pid in $(workers); do kill -KILL "$test_pid"; done
}

# What the payment platform is told to do behind everybody's back.
hook() { # PATH JSON     of mall-gateway's /mock
    TOKEN='' http POST "$GATEWAY_URL/mock/$1" -H 'Content-Type: application/json' --data-binary "$2"
}

# What the register is told to do behind everybody's back: POST /control/PATH.
register_hook() { # PATH JSON
    TOKEN='' http POST "$REGISTER_URL/control/$1" -H 'Content-Type: application/json' \
        --data-binary "$2"
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

stop_register() {
    [ -n "$REGISTER_PID" ] || return 0
    test_stop mall-register "$REGISTER_PID"
    REGISTER_PID=''
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

kill_register() {
    kill -KILL "$REGISTER_PID"
    wait "$REGISTER_PID" 2>/dev/null
    REGISTER_PID=''
}

# Neither a failed assertion nor a sanitizer's finding may hide in a log.
test_read_logs() {
    for test_log in "$mall_log" "$gateway_log" "$register_log"; do
        [ -f "$test_log" ] || continue
        test_output=$(grep -aEn -A 25 \
            'Assertion .* failed|runtime error:|(Address|Leak|UndefinedBehavior)Sanitizer' \
            "$test_log" | head -n 60)
        [ -z "$test_output" ] ||
            not_ok "$(basename "$test_log") holds no failed assertion or sanitizer finding" \
            "$test_output"
    done
}

# Whatever a person changes leaves a row in one of the logs (HACKING.md, "Leave a trail"): of each
# route that was answered well, but those that tests/changing_routes exempts, one answer at least
# must have sent some. And none of the rows holds a number that stands for a person: ids do not, nor
# do the numbers of refunds, which are made of them.
test_read_trails() {
    test_output=''
    [ ! -f "$mall_log" ] || test_output=$(grep -a '"event":"request"' "$mall_log" |
        jq -rR 'fromjson? | select(.method | IN("POST", "PUT", "PATCH", "DELETE"))
            | select(.status < 300) | "\(.route) \(.changes // 0)"' 2>/dev/null |
        awk 'NR == FNR { free[$1]; next }
            { most[$1] += $2 }
            END { for (route in most) if (most[route] == 0 && !(route in free)) print route }' \
            tests/changing_routes -)
    [ -z "$test_output" ] || not_ok "what was changed stands in a log" "$test_output"
    test_output=$("${TEST_PSQL:-false}" -XAtq -c "select id, subject, t.text from change_trail,
        regexp_replace(concat(before, after, reason),
            '\"[a-z_]*_id\": \"?[0-9]+|\"R[0-9]+(-[0-9]+)?\"', '', 'g') t (text)
        where t.text ~ '(^|[^0-9])(1[3-9][0-9]{9}|[0-9]{15,19}|[0-9]{17}[xX])([^0-9]|\$)' limit 3" \
        "${MALL_DB_OWNER:-}" 2>/dev/null)
    [ -z "$test_output" ] || not_ok "changes stand masked in the trail" "$test_output"
}

test_finish() {
    test_exit=$?
    trap - EXIT
    trap '' INT TERM HUP
    stop_mall
    stop_gateway
    stop_register
    test_read_trails
    [ "$TEST_PG" != "$TEST_TMP/pg" ] || ops/pg stop "$TEST_PG" immediate
    test_read_logs
    [ $TEST_FAILURES -gt 0 ] || [ $test_exit = 0 ] ||
        not_ok "ends with status 0" "status $test_exit"
    echo "1..$TEST_CASES"
    [ $TEST_FAILURES = 0 ] || exit 1
    exit 0
}
trap test_finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
