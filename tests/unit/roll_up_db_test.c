/* The sums of households' months against a real database (MALL_TEST_DB): they are those of the
 * entries after each step, whatever was read when; what is killed has not been, and what appears
 * late is not left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <libpq-fe.h>
#include <stdlib.h>

#include "ledger/roll_up.h"
#include "ledger/statement.h"
#include "orders/complete.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

/* Rows in which sums and entries differ. */
static const char DIFFERENT[] =
    "select count(*) from (select household_id, month, kind, village_code, sum(entries) as n, "
    "sum(credited_fen) as c, sum(reversed_fen) as r, sum(accrued_fen) as a, sum(matured_fen) as "
    "m, sum(withheld_fen) as w from order_share_now group by 1, 2, 3, 4) e full join "
    "household_month h using (household_id, month, kind, village_code) where (e.n, e.c, e.r, e.a, "
    "e.m, e.w) is distinct from (h.entries::numeric, h.credited_fen::numeric, "
    "h.reversed_fen::numeric, h.accrued_fen::numeric, h.matured_fen::numeric, "
    "h.withheld_fen::numeric)";

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

static void take(struct task *task)
{
    struct refusal why = {.have = -1};
    int done;
    granted(roll_up_take(task, &done, &why));
    expect_i64(done, 0);
}

/* Before and after what has happened is taken into the sums, statements are exact. */
static void step(struct task *task, const struct world *world)
{
    statement_is_exact(task, world, HOUSEHOLD);
    statement_is_exact(task, world, SUSPENDED);
    take(task);
    expect_i64(side_i64(DIFFERENT), 0);
    statement_is_exact(task, world, HOUSEHOLD);
    statement_is_exact(task, world, SUSPENDED);
    take(task); /* twice is once */
    expect_i64(side_i64(DIFFERENT), 0);
}

SCENARIO(sums_follow_what_becomes_of_an_order)
{
    struct refusal why = {.have = -1};
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
    struct packing packing = {
        .world = &world, .order_id = order, .items = {{placed.line_ids[0], 3}}, .count = 1};
    int64_t parcel = desk_pack(task, &packing);
    desk_hand_over(task, &world, parcel);
    desk_arrive(&world, parcel, "signed", 1);
    granted(complete_by_buyer(task, order, world.base + BUYER, &why));
    step(task, &world);
    expect(side_i64("select coalesce(sum(matured_fen), 0) from household_month") > 0);
    struct refunding all = {.world = &world,
                            .order_id = other.order_ids[0],
                            .wants = {{other.line_ids[0], 3}},
                            .count = 1};
    desk_refund(task, &all, 3 * 2990, other.quote->orders[0].freight_fen);
    step(task, &world);
    world_jobs(task);
    world_audit(task);
}

SCENARIO(a_plain_order_is_taken_whole_and_once)
{
    struct refusal why = {.have = -1};
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
    struct packing packing = {.world = &world,
                              .order_id = placed.order_ids[0],
                              .items = {{placed.line_ids[0], 2}},
                              .count = 1};
    int64_t parcel = desk_pack(task, &packing);
    desk_hand_over(task, &world, parcel);
    desk_arrive(&world, parcel, "signed", 1);
    granted(complete_by_buyer(task, placed.order_ids[0], world.base + BUYER, &why));
    step(task, &world);
    side_exec("select roll_up_build()");
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
    expect(!roll_up_take(task, &done, &why));
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
                       "sale_order); select roll_up_build(); update household set state = "
                       "'suspended' where id = $B+32");
    step(task, &world);
}

/* What is changed in the sums by hand is found, and made good anew. */
SCENARIO(the_audit_sees_other_sums)
{
    struct world world = world_make(20, 0, 0, 0);
    desk_paid_oranges(task, &world, 2);
    take(task);
    static const char ALL_READ[] =
        "select roll_up_build(); update journal_follower set floor_id = (select max(id) from "
        "transfer); update roll_up_proof set household_id = $B+29";
    static const struct {
        const char *change, *noticed;
    } CHANGES[] = {
        {"select 1", ""},
        {"update household_month set accrued_fen = accrued_fen + 1 where household_id = $B+30",
         "counties' months are the sums of their orders|households' months are the sums of their "
         "entries"},
        {"update household_month set credited_fen = credited_fen + case household_id when $B+30 "
         "then 1 else -1 end where kind = 'purchase' and household_id in ($B+30, $B+31)",
         "households' months are the sums of their entries"},
        {"update order_rolled_share set accrued_fen = accrued_fen + 1 where household_id = $B+30",
         "counties' months are the sums of their orders"},
        {"update order_rolled set is_plain = true",
         "orders are rolled up as they stand|counties' months are the sums of their orders"},
        {"delete from order_rolled",
         "orders are rolled up as they stand|counties' months are the sums of their orders"},
        {"update order_rolled set beyond = array[1, 0, 0, 0, 0]",
         "orders are rolled up as they stand"}};
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
        cmocka_unit_test(a_plain_order_is_taken_whole_and_once),
        cmocka_unit_test(a_run_that_is_killed_has_not_been),
        cmocka_unit_test(what_appears_late_is_not_left_out),
        cmocka_unit_test(the_audit_sees_other_sums),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
