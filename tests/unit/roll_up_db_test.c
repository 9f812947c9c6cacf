/* The sums of households' months against a real database (MALL_TEST_DB): they are those of the
 * entries after each step, whatever was read when; what is killed has not been, and what appears
 * late is not left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <libpq-fe.h>
#include <stdlib.h>

#include "gen/ledger/sql.h"
#include "ledger/roll_up.h"
#include "ledger/statement.h"
#include "mall/board/county.h"
#include "orders/complete.h"
#include "orders/sale_roll_up.h"
#include "orders/sales.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

/* Rows in which sums and entries differ. */
static const char DIFFERENT[] =
    "select count(*) from (select household_id, month, kind, village_code, producer_id, "
    "sum(entries) as n, sum(credited_fen) as c, sum(reversed_fen) as r, sum(accrued_fen) as a, "
    "sum(matured_fen) as m, sum(withheld_fen) as w, sum(borne_fen) as b from order_share_now group "
    "by 1, 2, 3, 4, 5) e full join household_month h using (household_id, month, kind, "
    "village_code, producer_id) where (e.n, e.c, e.r, e.a, e.m, e.w, e.b) is distinct from "
    "(h.entries::numeric, h.credited_fen::numeric, h.reversed_fen::numeric, "
    "h.accrued_fen::numeric, h.matured_fen::numeric, h.withheld_fen::numeric, "
    "h.borne_fen::numeric)";

/* Orders of which it is said otherwise when they are looked at all at once than one by one. */
static const char BEYOND_DIFFERENT[] =
    "select count(*) from (select distinct order_id from attribution_pool) o full join "
    "order_beyond_all v using (order_id) where v.order_id is null or v.beyond is distinct from "
    "order_beyond(o.order_id)";

/* Sums of sales that are not those of the orders: of months, of SKUs, in all, and of waiting. */
static const char SALES_DIFFERENT[] =
    "select (select count(*) from (select producer_id, month, sum(orders) as o, sum(left_orders) "
    "as l, sum(borne_orders) as b, sum(boxes) as x, sum(goods_fen) as g, sum(refunded_fen) as r, "
    "sum(freight_fen) as f, sum(freight_refunded_fen) as q, sum(credited_fen) as c, "
    "sum(withheld_fen) as w, sum(settled_fen) as s, sum(completed_fen) as d from sale_sum_part "
    "where side = 1 group by 1, 2) e full join sale_month m using (producer_id, month) where "
    "concat_ws('/', e.o, e.l, e.b, e.x, e.g, e.r, e.f, e.q, e.c, e.w, e.s, e.d) <> concat_ws('/', "
    "m.orders, m.left_orders, m.borne_orders, m.boxes, m.goods_fen, m.refunded_fen, m.freight_fen, "
    "m.freight_refunded_fen, m.credited_fen, m.withheld_fen, m.settled_fen, m.completed_fen)) + "
    "(select count(*) from (select producer_id, month, sku_id, max(line_id) as n, sum(boxes) as x, "
    "sum(goods_fen) as g, sum(refunded_fen) as r, sum(credited_fen) as c, sum(withheld_fen) as w "
    "from sale_part where side = 1 group by 1, 2, 3) e full join sale_sku_month m using "
    "(producer_id, month, sku_id) where concat_ws('/', e.n, e.x, e.g, e.r, e.c, e.w) <> "
    "concat_ws('/', m.newest_line_id, m.boxes, m.goods_fen, m.refunded_fen, m.credited_fen, "
    "m.withheld_fen)) + (select count(*) from (select sum(left_orders) as o, sum(goods_fen + "
    "freight_fen) as p, sum(completed_fen) as d from sale_month) e, sale_total t where t.dimension "
    "= 'total' and (e.o, e.p, e.d) is distinct from (t.orders::numeric, t.paid_fen::numeric, "
    "t.completed_fen::numeric)) + (select count(*) from (select count(*) filter (where waited_s is "
    "not null) as s, count(*) filter (where is_waiting) as w from sale_state) e, (select "
    "coalesce(sum(orders) filter (where unit = 'second'), 0) as s, coalesce(sum(orders) filter "
    "(where unit = 'hour'), 0) as h, coalesce(sum(orders) filter (where unit = 'waiting'), 0) as w "
    "from sale_wait) k where (e.s, e.s, e.w) is distinct from (k.s, k.h, k.w))";

static int64_t number(json_t *object, const char *of, const char *name)
{
    return json_integer_value(json_object_get(json_object_get(object, of), name));
}

/* The statement of a household says what its entries are, now. */
static void statement_is_exact(struct task *task, const struct world *world, int household)
{
    struct refusal why = {.have = -1};
    struct statement_query query = {.household_id = world->base + household, .page = {.limit = 20}};
    json_t *statement = statement_json(task, &query, &why);
    if (!granted(statement != NULL))
        return;
    static const char *const SUMS[] = {"credited_fen", "reversed_fen", "accrued_fen", "matured_fen",
                                       "withheld_fen"};
    for (size_t i = 0; i < sizeof(SUMS) / sizeof(SUMS[0]); i++) {
        int64_t sum = side_i64(arena_printf(
            task->arena,
            "select coalesce(sum(%s), 0) from order_share_now where household_id = %lld", SUMS[i],
            (long long)(world->base + household)));
        expect_i64(number(statement, "totals", SUMS[i]), sum);
        expect_i64(number(statement, "journal", SUMS[i]), sum);
    }
    expect(json_is_true(json_object_get(statement, "agrees")));
    json_decref(statement);
}

static int64_t of_producer(struct task *task, const struct sales_query *query, const char *sql)
{
    return side_i64(arena_printf(task->arena, "%s%lld", sql, (long long)query->producer_id));
}

/* What the producer is shown is what its orders say, now, and the journal. */
static void sales_are_exact(struct task *task, const struct world *world)
{
    struct refusal why = {.have = -1};
    struct sales_query query = {.producer_id = world->base + PRODUCER, .county_code = "990101"};
    json_t *sales = sales_json(task, &query, &why), *month, *sku;
    if (!granted(sales != NULL))
        return;
    int64_t goods = 0, rest = 0, of_skus = 0, households = 0;
    size_t i;
    json_array_foreach(json_object_get(sales, "months"), i, month) {
        goods += json_integer_value(json_object_get(month, "goods_fen"));
        rest += json_integer_value(json_object_get(month, "producer_fen"));
        households += json_integer_value(json_object_get(month, "households"));
    }
    expect_i64(households,
               of_producer(task, &query,
                           "select count(*) from (select household_id, month, producer_id from "
                           "order_share_now group by 1, 2, 3 having sum(accrued_fen + matured_fen) "
                           "> 0) h where h.producer_id = "));
    json_array_foreach(json_object_get(sales, "skus"), i, sku)
        of_skus += json_integer_value(json_object_get(sku, "producer_fen"));
    expect_i64(goods, of_producer(task, &query,
                                  "select coalesce(sum(goods_fen), 0) from sale_sum_part where "
                                  "side = 1 and producer_id = "));
    expect_i64(rest, of_producer(task, &query,
                                 "select coalesce(sum(l.paid_fen - l.refunded_fen - (select "
                                 "coalesce(sum(a.amount_fen - a.reversed_fen), 0) from "
                                 "attribution_entry a where a.order_id = o.id and a.line_id = "
                                 "l.id)), 0) from order_line l join sale_order o on o.id = "
                                 "l.order_id where o.paid_at is not null and o.producer_id = "));
    expect_i64(of_skus, rest);
    expect_i64(number(sales, "account", "balance_fen"),
               of_producer(task, &query,
                           "select coalesce(sum(e.fen), 0) from (select amount_fen as fen, "
                           "credit_owner as owner from transfer where credit_kind = 'producer' "
                           "union all select -amount_fen, debit_owner from transfer where "
                           "debit_kind = 'producer') e where e.owner = "));
    json_decref(sales);
}

static int64_t households_in(json_t *rows)
{
    int64_t households = 0;
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
        households += json_integer_value(json_object_get(row, "households"));
    return households;
}

/* Households with anything credited, each once a row of a table: `by` is what makes a row. */
static int64_t credited_by(struct task *task, const char *by)
{
    return side_i64(arena_printf(
        task->arena,
        "select count(*) from (select %s from order_share_now where county_code = '990101' group "
        "by %s having sum(accrued_fen + matured_fen) > 0) h",
        by, by));
}

/* The county's figures count each household once, as its entries are now. */
static void figures_are_exact(struct task *task)
{
    struct refusal why = {.have = -1};
    struct county_query query = {.county_code = "990101"};
    json_t *figures = county_figures_json(task, &query, &why);
    if (!granted(figures != NULL))
        return;
    expect_i64(number(figures, "total", "households"), credited_by(task, "household_id"));
    expect_i64(households_in(json_object_get(figures, "months")),
               credited_by(task, "household_id, month"));
    expect_i64(households_in(json_object_get(figures, "organisations")),
               credited_by(task, "household_id, producer_id"));
    expect_i64(households_in(json_object_get(figures, "villages")),
               credited_by(task, "household_id, village_code"));
    expect_i64(number(figures, "total", "credited_fen"),
               side_i64("select coalesce(sum(accrued_fen + matured_fen), 0) from order_share_now "
                        "where county_code = '990101'"));
    json_decref(figures);
}

static void take(struct task *task)
{
    struct refusal why = {.have = -1};
    int done;
    granted(sale_roll_up_take(task, &done, &why));
    expect_i64(done, 0);
}

/* Before and after what has happened is taken into the sums, statements are exact. */
static void step(struct task *task, const struct world *world)
{
    statement_is_exact(task, world, HOUSEHOLD);
    statement_is_exact(task, world, SUSPENDED);
    sales_are_exact(task, world);
    figures_are_exact(task);
    take(task);
    expect_i64(side_i64(DIFFERENT), 0);
    expect_i64(side_i64(SALES_DIFFERENT), 0);
    expect_i64(side_i64(BEYOND_DIFFERENT), 0);
    statement_is_exact(task, world, HOUSEHOLD);
    statement_is_exact(task, world, SUSPENDED);
    sales_are_exact(task, world);
    figures_are_exact(task);
    take(task); /* twice is once */
    expect_i64(side_i64(DIFFERENT), 0);
    expect_i64(side_i64(SALES_DIFFERENT), 0);
    figures_are_exact(task);
}

/* The only line's boxes are packed and received, and their order is completed. */
static void receive(struct task *task, const struct world *world,
                    const struct place_request *placed, int64_t boxes)
{
    struct refusal why = {.have = -1};
    struct packing packing = {.world = world,
                              .order_id = placed->order_ids[0],
                              .items = {{placed->line_ids[0], boxes}},
                              .count = 1};
    int64_t parcel = desk_pack(task, &packing);
    desk_hand_over(task, world, parcel);
    desk_arrive(world, parcel, "signed", 1);
    granted(complete_by_buyer(task, placed->order_ids[0], world->base + BUYER, &why));
}

SCENARIO(sums_follow_what_becomes_of_an_order)
{
    struct world world = world_make(20, 0, 0, 0);
    step(task, &world);
    struct place_request placed = desk_paid_oranges(task, &world, 4),
                         other = desk_paid_oranges(task, &world, 3);
    int64_t order = placed.order_ids[0];
    step(task, &world);
    expect_i64(side_i64("select count(*) from order_rolled where is_plain"), 0); /* withheld */
    struct refunding part = {
        .world = &world, .order_id = order, .wants = {{placed.line_ids[0], 1}}, .count = 1};
    desk_refund(task, &part, 2990, 0);
    step(task, &world);
    receive(task, &world, &placed, 3);
    step(task, &world);
    expect(side_i64("select coalesce(sum(matured_fen), 0) from household_month") > 0);
    struct refunding rest = {.world = &world,
                             .order_id = order,
                             .wants = {{placed.line_ids[0], 3}},
                             .count = 1,
                             .by_station = true,
                             .by_operator = true};
    desk_refund(task, &rest, 3 * 2990, 0); /* which the seller bears */
    step(task, &world);
    expect(side_i64("select coalesce(sum(borne_fen), 0) from household_month") > 0);
    expect_i64(side_i64("select sum(borne_orders) from sale_month"), 1);
    struct refunding all = {.world = &world,
                            .order_id = other.order_ids[0],
                            .wants = {{other.line_ids[0], 3}},
                            .count = 1};
    desk_refund(task, &all, 3 * 2990, other.quote->orders[0].freight_fen);
    step(task, &world);
    world_jobs(task);
    world_audit(task);
}

/* Who has nothing left of a month is counted in it no more, until there is something again. */
SCENARIO(a_household_without_income_is_not_counted)
{
    struct world world = world_make(20, 0, 0, 0);
    int64_t before = credited_by(task, "household_id");
    int64_t bits = side_i64("select coalesce(sum(bit_count(households)), 0) from county_month");
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    step(task, &world);
    int64_t counted = credited_by(task, "household_id");
    expect(counted > before);
    struct refunding all = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    desk_refund(task, &all, 2 * 2990, placed.quote->orders[0].freight_fen);
    step(task, &world);
    expect_i64(credited_by(task, "household_id"), before);
    expect_i64(side_i64("select sum(bit_count(households)) from county_month"), bits);
    desk_paid_oranges(task, &world, 1);
    step(task, &world);
    expect_i64(credited_by(task, "household_id"), counted);
    world_jobs(task);
    world_audit(task);
    world_exec(&world, "create table kept as select * from county_month; "
                       "select county_month_build()");
    expect_i64(side_i64("select count(*) from kept k full join county_month m using (county_code, "
                        "month, producer_id, village_code) where (k.accrued_fen, k.matured_fen, "
                        "k.withheld_fen, k.borne_fen, bit_count(k.households)) is distinct from "
                        "(m.accrued_fen, m.matured_fen, m.withheld_fen, m.borne_fen, "
                        "bit_count(m.households))"),
               0);
    world_exec(&world, "drop table kept");
}

/* A month of a household that came and went between two runs is kept with nothing in it. */
SCENARIO(credited_and_taken_back_between_two_runs)
{
    struct world world = world_make(20, 0, 0, 0);
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    struct refunding all = {.world = &world,
                            .order_id = placed.order_ids[0],
                            .wants = {{placed.line_ids[0], 2}},
                            .count = 1};
    desk_refund(task, &all, 2 * 2990, placed.quote->orders[0].freight_fen);
    step(task, &world);
    expect(side_i64("select count(*) from household_month m where accrued_fen = 0 and matured_fen "
                    "= 0 and not exists (select from household_place p where p.household_id = "
                    "m.household_id)") > 0);
    world_audit(task);
}

SCENARIO(a_plain_order_is_taken_whole_and_once)
{
    struct world world = world_make(20, 0, 0, 0);
    world_exec(&world, "update household set state = 'confirmed' where id = $B+32");
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    step(task, &world);
    char sql[160];
    snprintf(sql, sizeof(sql),
             "select count(*) from order_rolled where is_plain and not is_matured and order_id = "
             "%lld",
             (long long)placed.order_ids[0]);
    expect_i64(side_i64(sql), 1);
    receive(task, &world, &placed, 2);
    step(task, &world);
    side_exec("select roll_up_build(); select sale_roll_up_build()");
    expect_i64(side_i64(DIFFERENT), 0);
    step(task, &world);
    world_exec(&world, "update household set state = 'suspended' where id = $B+32");
}

/* A run that ends between the sums and where it has come to has not been. */
SCENARIO(a_run_that_is_killed_has_not_been)
{
    struct refusal why = {.have = -1};
    int done;
    struct world world = world_make(20, 0, 0, 0);
    take(task);
    desk_paid_oranges(task, &world, 2);
    int64_t sum = side_i64("select coalesce(sum(credited_fen), 0) from household_month");
    side_exec("alter table journal_follower add constraint killed check (taken_at < "
              "'2000-01-01') not valid");
    expect(!sale_roll_up_take(task, &done, &why));
    expect_i64(side_i64("select coalesce(sum(credited_fen), 0) from household_month"), sum);
    expect(side_i64(DIFFERENT) > 0);
    statement_is_exact(task, &world, HOUSEHOLD);
    side_exec("alter table journal_follower drop constraint killed");
    step(task, &world);
}

static PGconn *other_session(void)
{
    const char *owner = getenv("MALL_DB_OWNER");
    PGconn *session = PQconnectdb(owner != NULL ? owner : getenv("MALL_TEST_DB"));
    assert_int_equal(PQstatus(session), CONNECTION_OK);
    return session;
}

static void say(PGconn *session, const char *sql)
{
    PGresult *result = PQexec(session, sql);
    expect(PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK);
    PQclear(result);
}

static int64_t floor_now(void)
{
    return side_i64("select floor_id from journal_follower where name = 'households'");
}

/* As if more than the lag had passed since the last run. */
static void time_passes(void)
{
    side_exec("update journal_follower set next_floor_id = (select max(id) from transfer) + 1000");
}

/* What another session writes and has not committed keeps the floor below it. */
SCENARIO(what_appears_late_is_not_left_out)
{
    struct world world = world_make(20, 0, 0, 0);
    world_exec(&world, "update household set state = 'confirmed' where id = $B+32");
    desk_paid_oranges(task, &world, 2);
    take(task);
    PGconn *session = other_session();
    say(session, "begin");
    /* the same order once more, under numbers that lie before what comes next */
    say(session,
        "with o as (select max(order_id) as id from attribution_pool) insert into attribution_pool "
        "select a.order_id + 1, a.line_id + 1, a.pool_no, a.id + 1, a.county_code, a.roster_id, "
        "a.amounts, null, a.accrued_at, a.stamp from attribution_pool a, o where a.order_id = "
        "o.id");
    say(session,
        "with o as (select max(order_id) as id from attribution_pool where order_id in (select "
        "order_id from order_rolled)) insert into transfer select t.id + 1, t.county_code, "
        "t.debit_kind, t.debit_owner + 1, t.credit_kind, t.credit_owner + 1, t.amount_fen, t.kind, "
        "t.order_id + 1, t.cause_id, t.booked_at, t.stamp from transfer t, o where t.order_id = "
        "o.id and t.kind = 'accrue'");
    desk_paid_oranges(task, &world, 1);
    take(task);
    int64_t before = floor_now(), orders = side_i64("select count(*) from order_rolled");
    time_passes();
    take(task);
    time_passes();
    take(task);
    expect_i64(floor_now(), before); /* it is still open */
    say(session, "commit");
    PQfinish(session);
    statement_is_exact(task, &world, HOUSEHOLD);
    take(task);
    expect_i64(side_i64("select count(*) from order_rolled"), orders + 1);
    expect_i64(side_i64(DIFFERENT), 0);
    /* nobody is, but for other tests on the same server, each for a moment */
    for (int i = 0; i < 3000 && floor_now() == before; i++) {
        struct refusal why = {.have = -1};
        time_passes();
        take(task);
        granted(task_sleep(task, 10, &why));
    }
    expect(floor_now() > before);
    world_exec(&world, "delete from transfer where order_id not in (select id from sale_order); "
                       "delete from attribution_pool where order_id not in (select id from "
                       "sale_order); select roll_up_build(); select sale_roll_up_build(); "
                       "update household set state = "
                       "'suspended' where id = $B+32");
    step(task, &world);
}

static int64_t ask(PGconn *session, const char *sql)
{
    PGresult *answer = PQexec(session, sql);
    if (!expect(PQresultStatus(answer) == PGRES_TUPLES_OK))
        print_error("%s: %s\n", sql, PQerrorMessage(session));
    int64_t number = PQntuples(answer) == 1 ? strtoll(PQgetvalue(answer, 0, 0), NULL, 10) : -1;
    PQclear(answer);
    return number;
}

/* Where the journal says otherwise than the entries, both ways to look at it say by how much. */
SCENARIO(all_orders_are_looked_at_as_each_is)
{
    struct world world = world_make(20, 0, 0, 0);
    desk_paid_oranges(task, &world, 4); /* one share of it is withheld */
    struct place_request placed = desk_paid_oranges(task, &world, 2);
    struct refunding part = {.world = &world,
                             .order_id = placed.order_ids[0],
                             .wants = {{placed.line_ids[0], 1}},
                             .count = 1};
    desk_refund(task, &part, 2990, 0);
    receive(task, &world, &placed, 1);
    static const char *const CHANGES[] = {
        "update transfer set amount_fen = amount_fen + 7 where kind = 'accrue'",
        "update transfer set amount_fen = amount_fen + 7 where kind = 'withhold'",
        "update transfer set amount_fen = amount_fen + 7 where kind = 'mature'",
        "delete from transfer where kind = 'reverse'",
        "delete from transfer where order_id <> 0",
        "update attribution_pool set amounts[1] = amounts[1] + 3",
        "update attribution_pool set reversed[1] = coalesce(reversed[1], 0) + 3",
        "update attribution_pool set reversed = null where reversed is not null",
        "update withheld_share set amount_fen = amount_fen + 5 where state = 'withheld'",
        "update withheld_share set state = 'accrued' where state = 'withheld'",
        "delete from maturity"};
    PGconn *session = other_session();
    for (size_t i = 0; i < sizeof(CHANGES) / sizeof(CHANGES[0]); i++) {
        PQclear(PQexec(session, "begin"));
        PGresult *changed = PQexec(session, CHANGES[i]);
        bool ok = expect(strtoll(PQcmdTuples(changed), NULL, 10) > 0);
        ok = expect(ask(session, "select count(*) from order_beyond_all where beyond is not null") >
                    0) &&
             ok;
        ok = expect_i64(ask(session, BEYOND_DIFFERENT), 0) && ok;
        PQclear(changed);
        PQclear(PQexec(session, "rollback"));
        if (!ok)
            print_error("%s\n", CHANGES[i]);
    }
    PQfinish(session);
    step(task, &world);
}

static int64_t county_credited(struct task *task, const struct roll_up_late *late)
{
    struct refusal why = {.have = -1};
    struct db_rows *rows, *whole;
    struct db_value orders = DB_I64S(late->orders, late->order_count);
    if (!granted(db_query_class(task, DB_SLOW, &SQL_income_sum,
                                DB_ARGS(DB_TEXT("990101"), DB_TEXT(""), DB_TEXT(""), DB_TEXT(NULL),
                                        DB_TEXT(""), orders),
                                &rows, &why)) ||
        !granted(db_query_class(task, DB_SLOW, &SQL_income_sum_county,
                                DB_ARGS(DB_TEXT("990101"), orders), &whole, &why)))
        return -1;
    for (int column = 0; column <= INCOME_SUM_WITHHELD_FEN; column++)
        expect_i64(db_i64(whole, 0, column), db_i64(rows, 0, column));
    return db_i64(rows, 0, INCOME_SUM_CREDITED_FEN);
}

/* Between asking which orders are not in the sums and reading these a run may take them. */
SCENARIO(what_is_taken_meanwhile_is_not_told_twice)
{
    struct world world = world_make(20, 0, 0, 0);
    struct refusal why = {.have = -1};
    struct roll_up_late late;
    desk_paid_oranges(task, &world, 2);
    if (!granted(roll_up_late_of_county(task, "990101", &late, &why)))
        return;
    expect(late.order_count > 0);
    int64_t credited = county_credited(task, &late);
    expect(credited > 0);
    take(task);
    expect_i64(side_i64("select sum(credited_fen) from household_sum where county_code = '990101'"),
               credited);
    expect_i64(county_credited(task, &late), credited);
}

/* What is changed in the sums by hand is found, and made good anew. */
SCENARIO(the_audit_sees_other_sums)
{
    struct world world = world_make(20, 0, 0, 0);
    desk_paid_oranges(task, &world, 2);
    take(task);
    static const char ALL_READ[] =
        "select roll_up_build(); select sale_roll_up_build(); update journal_follower set "
        "floor_id = (select max(id) from transfer)";
    static const struct {
        const char *change, *noticed;
    } CHANGES[] = {
        {"select 1", ""},
        {"update household_month set accrued_fen = accrued_fen + 1 where household_id = $B+30",
         "households' months are the sums of their entries|households' sums are those of their "
         "months|counties' months are those of their households"},
        {"update household_month set credited_fen = credited_fen + case household_id when $B+30 "
         "then 1 else -1 end where kind = 'purchase' and household_id in ($B+30, $B+31)",
         "households' months are the sums of their entries|households' sums are those of their "
         "months"},
        {"update order_rolled_share set accrued_fen = accrued_fen + 1 where household_id = $B+30",
         "orders are rolled up as they stand|households' months are the sums of their entries"},
        {"update order_rolled set is_plain = true",
         "orders are rolled up as they stand|households' months are the sums of their entries"},
        {"delete from order_rolled",
         "orders are rolled up as they stand|households' months are the sums of their entries"},
        {"update order_rolled set beyond = array[1, 0, 0, 0, 0]",
         "orders are rolled up as they stand"},
        {"update household_month set borne_fen = borne_fen + 1 where household_id = $B+30",
         "households' months are the sums of their entries|counties' months are those of their "
         "households"},
        {"update county_month set matured_fen = matured_fen + 1 where producer_id = 0",
         "counties' months are those of their households"},
        {"update county_month set households = set_bit(households, 0, 1 - get_bit(households, 0)) "
         "where producer_id <> 0 and length(households) > 0",
         "counties' months are those of their households"},
        {"update household_place set place = place + 100 where village_code = ''",
         "counties' months are those of their households"},
        {"delete from county_month", "counties' months are those of their households"},
        {"update sale_rolled set is_completed = not is_completed",
         "sales are summed up as orders stand|producers' months are the sums of their orders"},
        {"update sale_rolled set waited_s = 4000",
         "sales are summed up as orders stand|sales of counties and months are those of their "
         "producers"},
        {"update sale_month set goods_fen = goods_fen + 1",
         "producers' months are the sums of their orders|sales of counties and months are those of "
         "their producers"},
        {"update sale_sku_month set boxes = boxes + 1",
         "producers' months are the sums of their orders"},
        {"update sale_total set freight_fen = freight_fen + 1 where dimension = 'county'",
         "sales of counties and months are those of their producers"},
        {"update sale_wait set orders = orders + 1",
         "sales of counties and months are those of their producers"},
        {"delete from sale_month",
         "producers' months are the sums of their orders|sales of counties and months are those of "
         "their producers"}};
    for (size_t i = 0; i < sizeof(CHANGES) / sizeof(CHANGES[0]); i++) {
        world_exec(&world, ALL_READ);
        world_exec(&world, CHANGES[i].change);
        if (!expect_text(world_audit_failures(task), CHANGES[i].noticed))
            print_error("%s\n", CHANGES[i].change);
    }
    world_exec(&world, ALL_READ);
    world_audit(task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_follow_what_becomes_of_an_order),
        cmocka_unit_test(a_household_without_income_is_not_counted),
        cmocka_unit_test(credited_and_taken_back_between_two_runs),
        cmocka_unit_test(a_plain_order_is_taken_whole_and_once),
        cmocka_unit_test(a_run_that_is_killed_has_not_been),
        cmocka_unit_test(what_appears_late_is_not_left_out),
        cmocka_unit_test(all_orders_are_looked_at_as_each_is),
        cmocka_unit_test(what_is_taken_meanwhile_is_not_told_twice),
        cmocka_unit_test(the_audit_sees_other_sums),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
