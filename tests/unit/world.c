#include "tests/unit/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/job.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/module.h"
#include "base/stamp.h"
#include "gen/base/sql.h"
#include "gen/modules.h"
#include "mall/operate/audit.h"
#include "mall/operate/house.h"
#include "orders/order_address.h"
#include "orders/trade_payable.h"
#include "payment/open.h"
#include "payment/hear.h"
#include "payment/apply.h"
#include "payment/open_batch.h"
#include "payment/bill.h"
#include "orders/place.h"
#include "orders/refund.h"
#include "orders/trade_standing.h"
#include "registry/account.h"
#include "payment/providers.h"
#include "payment/refund_send.h"
#include "tests/unit/db_support.h"

/* ---- expectations */

static int disappointments;

bool world_expect(bool held, const char *text, const char *file, int line)
{
    if (!held) {
        disappointments++;
        fprintf(stderr, "%s:%d: expected %s\n", file, line, text);
    }
    return held;
}

bool world_expect_i64(int64_t got, int64_t wanted, const char *text, const char *file, int line)
{
    if (got != wanted) {
        disappointments++;
        fprintf(stderr, "%s:%d: %s is %lld, expected %lld\n", file, line, text, (long long)got,
                (long long)wanted);
    }
    return got == wanted;
}

bool world_expect_text(const char *got, const char *wanted, const char *text, const char *file,
                       int line)
{
    bool same = got != NULL && strcmp(got, wanted) == 0;
    if (!same) {
        disappointments++;
        fprintf(stderr, "%s:%d: %s is \"%s\", expected \"%s\"\n", file, line, text,
                got == NULL ? "(null)" : got, wanted);
    }
    return same;
}

bool world_granted(bool was_granted, const struct refusal *why, const char *text, const char *file,
                   int line)
{
    if (!was_granted) {
        disappointments++;
        fprintf(stderr, "%s:%d: %s refused: %s %s %s\n", file, line, text, why->kind->code,
                why->field, why->detail);
    }
    return was_granted;
}

bool world_refused(bool was_granted, const struct refusal *why, const struct refusal_kind *kind,
                   const char *text, const char *file, int line)
{
    bool as_wanted = !was_granted && strcmp(why->kind->code, kind->code) == 0;
    if (!as_wanted) {
        disappointments++;
        fprintf(stderr, "%s:%d: %s: %s, expected %s\n", file, line, text,
                was_granted ? "granted" : why->kind->code, kind->code);
    }
    return as_wanted;
}

/* ---- tables */

const char WORLD_REGION[REGION_SIZE] = "990201";

static const char REGIONS[] =
    "insert into region (code, level, parent_code, name, pickable)"
    " values ('990101', 3, '9901', '试验县', true), ('990101001', 4, '990101', '试验镇', true),"
    "        ('990101001001', 5, '990101001', '试验村', true), ('990201', 3, '9902', '收货县', "
    "true) on conflict do nothing;"
    "insert into freight_row (county_code, region_prefix, first_g, first_fen, step_g, step_fen, "
    "deliverable)"
    " values ('990101', '', 1000, 600, 1000, 150, true) on conflict do nothing";

/* One listing with its version on sale, reviewed by the officer. */
static const char MAKE_LISTING[] =
    "create function world.make_listing(b bigint, which int) returns void language sql as $$"
    "  insert into listing (id, county_code, producer_id, station_id, current_version_id, "
    "created_by)"
    "    values (b + 40 + which, '990101', b + 1 + 2 * which, b + 2 + 2 * which, b + 44 + which, b "
    "+ 20);"
    "  insert into benefit_plan (id, county_code, listing_id, version_no, created_by)"
    "    values (b + 42 + which, '990101', b + 40 + which, 1, b + 20);"
    "  insert into listing_version (id, county_code, listing_id, version_no, plan_id, state, "
    "title, category, produce,"
    "      village_code, no_reason_return, price_from_fen, created_by, submitted_at, decided_at)"
    "    values (b + 44 + which, '990101', b + 40 + which, 1, b + 42 + which, 'on_sale', "
    "(array['脐橙', '土鸡蛋'])[which + 1],"
    "      '水果', '脐橙', '990101001001', false, 1, b + 20, now(), now());"
    "  insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id)"
    "    select b + 500 + 10 * which + m.n, '990101', 'listing', b + 44 + which, m.from_state, "
    "m.to_state, b + 20"
    "    from (values (1, 'draft', 'submitted'), (2, 'submitted', 'county_approved'), (3, "
    "'county_approved', 'publicised'),"
    "      (4, 'publicised', 'on_sale')) as m (n, from_state, to_state)"
    "$$";

static const char MAKE_GOODS[] =
    "create function world.make_goods(b bigint, sku bigint, listing bigint, spec text, net bigint, "
    "price bigint) returns void"
    " language sql as $$"
    "  insert into sku (id, county_code, listing_id, spec, net_weight_g, gross_weight_g)"
    "    values (sku, '990101', listing, spec, net, net + 300);"
    "  insert into version_sku (version_id, county_code, sku_id, price_fen)"
    "    values (listing + 4, '990101', sku, price);"
    "  update listing_version v set price_from_fen = (select min(s.price_fen) from version_sku s "
    "where s.version_id = v.id)"
    "    where v.id = listing + 4"
    "$$";

static const char MAKE_STOCK[] =
    "create function world.make_stock(b bigint, sku bigint, lot bigint, boxes bigint) returns void "
    "language sql as $$"
    "  insert into stock (sku_id, lot_id, county_code, received, available) select sku, lot, "
    "'990101', boxes, boxes where boxes > 0;"
    "  insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, actor_id)"
    "    select b + 600 + (sku - b) * 10 + (lot - b - 60), '990101', sku, lot, 'receive', boxes, b "
    "+ 20 where boxes > 0"
    "$$";

/* The plan of the oranges: 20 % to three households (one suspended), 150 fen a box to two, 33 fen a
 * kilogram to one; that of the eggs: a tenth to one household. */
static const char MAKE_PEOPLE[] =
    "create function world.make_people(b bigint) returns void language sql as $$"
    "  insert into organisation (id, code, kind, name, uscc, county_code)"
    "    select b + o.n, 'C' || b + o.n, o.kind, '试验组织' || o.n, 'U' || b + o.n, '990101'"
    "    from (values (1, 'cooperative'), (2, 'station'), (3, 'enterprise'), (4, 'station')) as o "
    "(n, kind);"
    "  insert into account (id, phone_hash, phone_sealed)"
    "    select b + n, int8send(b + n), '' from generate_series(10, 20) as a (n);"
    "  insert into household (id, household_no, county_code, village_code, pseudonym, "
    "identified_on, attribute, family_type,"
    "      main_cause, state, smartphone, proxy)"
    "    select b + 30 + n, 'H' || b + 30 + n, '990101', '990101001001', '试' || n, '2014-01-01', "
    "'一般', '一般', '缺技术',"
    "      case n when 2 then 'suspended' else 'confirmed' end, false, true"
    "    from generate_series(0, 3) as h (n);"
    "  insert into unique_value select 'household_no', household_no, id from household"
    "    where id between b + 30 and b + 33;"
    "  insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id)"
    "    values (b + 530, '990101', 'household', b + 32, 'confirmed', 'suspended', 0)"
    "$$";

static const char MAKE_PLANS[] =
    "create function world.make_plans(b bigint) returns void language sql as $$"
    "  insert into benefit_pool (plan_id, pool_no, kind, rule, rate, county_code)"
    "    select p.*, '990101' from (values (b + 42, 1, 'purchase', 'rate_bp', 2000), (b + 42, 2, "
    "'wage', 'fen_per_unit', 150),"
    "           (b + 42, 3, 'land_rent', 'fen_per_kg', 33), (b + 43, 1, 'dividend', 'rate_bp', "
    "1000)) p;"
    "  insert into benefit_share (plan_id, pool_no, household_id, weight, county_code)"
    "    select s.*, '990101' from (values (b + 42, 1, b + 30, 3), (b + 42, 1, b + 31, 2), (b + "
    "42, 1, b + 32, 1), (b + 42, "
    "2, b + 31, 1),"
    "           (b + 42, 2, b + 33, 1), (b + 42, 3, b + 30, 1), (b + 43, 1, b + 33, 1)) s"
    "$$";

static const char MAKE[] =
    "create function world.make(b bigint, old_boxes bigint, new_boxes bigint, crates bigint, eggs "
    "bigint) returns void"
    " language sql as $$"
    "  select world.make_people(b);"
    "  select world.make_listing(b, 0);"
    "  select world.make_listing(b, 1);"
    "  select world.make_plans(b);"
    "  select world.make_goods(b, b + 50, b + 40, '5 斤装', 2500, 2990);"
    "  select world.make_goods(b, b + 51, b + 40, '10 斤装', 5000, 4990);"
    "  select world.make_goods(b, b + 52, b + 41, '30 枚', 1200, 1500);"
    "  insert into lot (id, county_code, listing_id, producer_id, trace_code, village_code, "
    "harvested_on, weight_g, created_by)"
    "    values (b + 60, '990101', b + 40, b + 1, 'L' || b + 60, '990101001001', '2026-11-08',"
    "              1000 + old_boxes * 2500 + crates * 5000, b + 20),"
    "           (b + 61, '990101', b + 40, b + 1, 'L' || b + 61, '990101001001', '2026-11-12', "
    "1000 + new_boxes * 2500, b + 20),"
    "           (b + 62, '990101', b + 41, b + 3, 'L' || b + 62, '990101001001', '2026-11-15', "
    "1000 + eggs * 1200, b + 20);"
    "  insert into lot_supply (lot_id, county_code, household_id, weight_g)"
    "    values (b + 60, '990101', b + 30, 600), (b + 60, '990101', b + 31, 400);"
    "  select world.make_stock(b, b + 50, b + 60, old_boxes);"
    "  select world.make_stock(b, b + 50, b + 61, new_boxes);"
    "  select world.make_stock(b, b + 51, b + 60, crates);"
    "  select world.make_stock(b, b + 52, b + 62, eggs);"
    "  insert into product select * from product_now n where n.listing_id in (b + 40, b + 41);"
    "  insert into product_facet select distinct n.id, n.county_code, n.producer_id, n.station_id, "
    "n.category, n.season_from, n.season_to"
    "    from product_facet_now n where n.listing_id in (b + 40, b + 41) on conflict do "
    "nothing;"
    "  insert into product_text select * from product_text_now n where "
    "n.listing_id in (b + 40, b + 41);"
    "  insert into product_seller (producer_id, county_code, station_id, products)"
    "    select n.producer_id, n.county_code, n.station_id, 1 from product_now n"
    "    where n.listing_id in (b + 40, b + 41);"
    "  insert into product_kind as k (county_code, category, produce, picture, season_from, "
    "season_to, products)"
    "    select n.county_code, n.category, n.produce, n.picture, n.season_from, n.season_to, "
    "count(*)"
    "    from product_now n where n.listing_id in (b + 40, b + 41) group by 1, 2, 3, 4, 5, 6"
    "    on conflict (county_code, category, produce, picture, season_from, season_to)"
    "    do update set products = k.products + excluded.products;"
    "  delete from product_tally where county_code = '990101';"
    "  insert into product_tally select n.* from product_tally_now(to_char(now() at time zone "
    "'Asia/Shanghai', 'MM-DD'), array['990101'], false) n;"
    "$$";

/* Credits minus debits; of a household, whose accounts are its orders', what its entries have. */
static const char BALANCE[] =
    "create function world.balance(account text, owner bigint) returns bigint language sql as $$"
    "  select (select coalesce(sum(case when credit_kind = account and credit_owner = owner then "
    "amount_fen else -amount_fen end), 0)"
    "  from transfer"
    "  where (credit_kind = account and credit_owner = owner) or (debit_kind = account and "
    "debit_owner = owner))::bigint"
    "  + (select coalesce(sum(amount_fen - reversed_fen), 0) from attribution_entry"
    "     where household_id = owner and account = case state when 'accrued' then "
    "'household_accrued' when 'matured' then 'household' else state end)::bigint"
    "$$";

const struct place_limits WORLD_LIMITS = {.unpaid_trades = 8, .cancels_an_hour = 20};

extern const struct module ORDERS_MODULE, PAYMENT_MODULE;

int world_setup(void **state)
{
    (void)state;
    const char *const parts[] = {"drop schema if exists world cascade; create schema world",
                                 REGIONS,
                                 MAKE_PEOPLE,
                                 MAKE_LISTING,
                                 MAKE_PLANS,
                                 MAKE_GOODS,
                                 MAKE_STOCK,
                                 MAKE,
                                 BALANCE};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        side_exec(parts[i]);
    log_set_level(LOG_ERROR_ + 1);
    id_init(0, id_worker_random());
    db_support_keys();
    house_set(MODULES);
    module_register(&PAYMENT_MODULE);
    job_register(PAYMENT_REFUND_JOBS);
    job_register(PAYMENT_BILL_JOBS);
    trade_standing_start();
    payment_apply_start();
    payment_open_batch_start();
    module_register(&ORDERS_MODULE);
    payable_add(&TRADE_PAYABLE);
    place_start(&WORLD_LIMITS);
    refund_start(&(struct refund_limits){.days_after = 30, .overdraft_fen = 100000});
    provider_add(&FAKE_PROVIDER);
    return 0;
}

int world_teardown(void **state)
{
    (void)state;
    side_exec("drop schema world cascade");
    side_close();
    return 0;
}

/* `sql` with every $B as the world's base. */
static char *fill_in(const struct world *world, const char *sql)
{
    size_t size = strlen(sql) * 10 + 64, n = 0;
    char *text = malloc(size);
    if (text == NULL)
        abort();
    for (const char *at = sql; *at != '\0'; at++) {
        if (at[0] == '$' && at[1] == 'B') {
            n += (size_t)snprintf(text + n, size - n, "%lld", (long long)world->base);
            at++;
        } else {
            text[n++] = *at;
        }
    }
    text[n] = '\0';
    return text;
}

void world_exec(const struct world *world, const char *sql)
{
    char *text = fill_in(world, sql);
    side_exec(text);
    free(text);
}

int64_t world_i64(const struct world *world, const char *sql)
{
    char *text = fill_in(world, sql);
    int64_t value = side_i64(text);
    free(text);
    return value;
}

int64_t world_balance(const char *kind, int64_t owner)
{
    char sql[120];
    snprintf(sql, sizeof(sql), "select world.balance('%s', %lld)", kind, (long long)owner);
    return side_i64(sql);
}

/* Phones of the world's people, sealed as the program does it. */
static void seal_people(const struct world *world)
{
    enum { FIRST = 10, LAST = 20 };
    for (int64_t id = world->base + FIRST; id <= world->base + LAST; id++) {
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        const char *phone = arena_printf(arena, "%lld", (long long)id);
        uint8_t hash[32];
        char hash_hex[65];
        size_t length;
        crypto_lookup_hash(ACCOUNT_PHONE, phone, hash);
        const uint8_t *sealed =
            crypto_seal_at(arena, CRYPTO_PLACE(ACCOUNT_PHONE, id), phone, &length);
        side_exec(arena_printf(
            arena,
            "update account set phone_sealed = '\\x%s', phone_hash = '\\x%s' where id = %lld",
            crypto_hex(sealed, length, arena_alloc(arena, 2 * length + 1)),
            crypto_hex(hash, sizeof(hash), hash_hex), (long long)id));
        arena_free(arena);
    }
}

struct world world_make(int64_t old_boxes, int64_t new_boxes, int64_t crates, int64_t eggs)
{
    static int64_t made;
    struct world world = {.base = INT64_C(1000000000000) + 2000 * ++made};
    char sql[160];
    snprintf(sql, sizeof(sql), "select world.make($B, %lld, %lld, %lld, %lld)",
             (long long)old_boxes, (long long)new_boxes, (long long)crates, (long long)eggs);
    world_exec(&world, sql);
    seal_people(&world);
    world_stamp(false);
    fake_reset();
    return world;
}

void world_stamp(bool anew)
{
    side_stamp(&SQL_stamp_base, anew);
    for (const struct module *const *module = MODULES; *module != NULL; module++)
        if ((*module)->stamps != NULL)
            side_stamp((*module)->stamps, anew);
}

void world_days_ago(int days)
{
    static const struct {
        const char *table, *columns[4];
    } MOMENTS[] = {{"transfer", {"booked_at"}},
                   {"attribution_pool", {"accrued_at"}},
                   {"withheld_share", {"withheld_at", "moved_at"}},
                   {"pool_reversal", {"reversed_at"}},
                   {"maturity", {"matured_at"}},
                   {"state_log", {"at"}},
                   {"trade", {"placed_at", "expires_at", "paid_at", "cancelled_at"}},
                   {"sale_order", {"placed_at", "paid_at", "completed_at", "ended_at"}},
                   {"parcel", {"packed_at", "handed_over_at", "signed_at"}},
                   {"listing_version", {"submitted_at", "decided_at"}},
                   {"payment_attempt", {"created_at", "expires_at", "paid_at"}},
                   {"refund", {"created_at", "done_at"}}};
    for (size_t i = 0; i < sizeof(MOMENTS) / sizeof(MOMENTS[0]); i++)
        for (int c = 0; c < 4 && MOMENTS[i].columns[c] != NULL; c++) {
            char sql[160];
            const char *column = MOMENTS[i].columns[c];
            snprintf(sql, sizeof(sql), "update %s set %s = %s - interval '%d days'",
                     MOMENTS[i].table, column, column, days);
            side_exec(sql);
        }
    world_stamp(true);
}

static void (*world_body)(struct task *task);

/* What a process of the mall does before it writes. */
static void start_body(struct task *task)
{
    struct refusal why = {.have = -1};
    if (granted(stamp_start(task, &why)))
        world_body(task);
}

void world_run(void (*body)(struct task *task))
{
    disappointments = 0;
    world_body = body;
    struct db_settings settings = db_support_settings(NULL);
    settings.max_rows = 200000; /* as in the programs: an order may have 32000 entries */
    loop_init();
    db_start(&settings);
    db_support_run(start_body);
    db_support_stop();
    assert_int_equal(disappointments, 0);
}

/* ---- the audit */

static json_t *audit_report(struct task *task)
{
    struct refusal why = {.have = -1};
    world_stamp(false); /* rows that the test wrote itself */
    json_t *report = audit_run(task, &(struct audit_wish){.tell = NULL}, &why);
    world_granted(report != NULL, &why, "audit_run()", __FILE__, __LINE__);
    return report;
}

void world_audit(struct task *task)
{
    json_t *report = audit_report(task), *check;
    size_t i;
    if (!expect_i64(json_integer_value(json_object_get(report, "failed")), 0))
        json_array_foreach(json_object_get(report, "checks"), i, check)
            if (json_is_false(json_object_get(check, "ok")))
                json_dumpf(check, stderr, JSON_INDENT(1));
    expect(json_integer_value(json_object_get(report, "passed")) >= 48);
    json_decref(report);
}

json_t *world_audit_checks(struct task *task)
{
    json_t *report = audit_report(task), *checks = json_incref(json_object_get(report, "checks"));
    json_decref(report);
    return checks;
}

const char *world_audit_failures(struct task *task)
{
    json_t *report = audit_report(task), *check;
    const char *names = "";
    size_t i;
    json_array_foreach(json_object_get(report, "checks"), i, check) {
        if (json_is_false(json_object_get(check, "ok")))
            names = arena_printf(task->arena, "%s%s%s", names, names[0] == '\0' ? "" : "|",
                                 json_string_value(json_object_get(check, "name")));
    }
    json_decref(report);
    return names;
}

/* ---- shopping */

struct idempotency world_key(struct task *task, int64_t account_id, const char *route)
{
    static int64_t keys;
    struct idempotency key;
    struct refusal why;
    const char *text = arena_printf(task->arena, "world-key-%lld", (long long)++keys);
    bool made = idempotency_init(&key, account_id, route, text, text, strlen(text), &why);
    world_granted(made, &why, "idempotency_init()", __FILE__, __LINE__);
    return key;
}

bool world_request(struct task *task, const struct world *world, int buyer,
                   const struct basket *basket, struct place_request *request, struct refusal *why)
{
    struct quote *quote = arena_alloc(task->arena, sizeof(*quote));
    if (!quote_build(task, basket->wants, basket->count, WORLD_REGION, quote, why))
        return false;
    *request = (struct place_request){
        .buyer_id = world->base + buyer,
        .key = world_key(task, world->base + buyer, "trade_create"),
        .quote = quote,
        .region_code = WORLD_REGION,
        .address = order_address_text(task, "示例买家", "19900000001", "示例路 1 号"),
        .expires_us = clock_now_us() + INT64_C(900000000)};
    return true;
}

struct place_request world_place(struct task *task, const struct world *world, int buyer,
                                 const struct basket *basket)
{
    struct place_request request = {0};
    struct refusal why = {.have = -1};
    granted(world_request(task, world, buyer, basket, &request, &why) &&
            place(task, &request, &why));
    return request;
}

struct basket world_oranges(const struct world *world, int64_t quantity)
{
    return (struct basket){.wants = {{world->base + ORANGES, quantity}}, .count = 1};
}

/* ---- paying */

const char *world_open_payment(struct task *task, const struct place_request *placed)
{
    struct refusal why = {.have = -1};
    struct idempotency key = world_key(task, placed->buyer_id, "payment_create");
    json_t *payment = payment_open(task, &TRADE_PAYABLE, placed->trade_id, &key, &why);
    if (!granted(payment != NULL))
        return "";
    expect_text(json_string_value(json_object_get(payment, "state")), "created");
    expect_i64(json_integer_value(json_object_get(payment, "amount_fen")),
               placed->quote->total_fen);
    const char *number = json_string_value(json_object_get(payment, "number"));
    char *copy = arena_strdup(task->arena, number);
    json_decref(payment);
    return copy;
}

void world_pay(struct task *task, const struct place_request *placed)
{
    struct refusal why = {.have = -1};
    const char *number = world_open_payment(task, placed);
    struct provider_event event = fake_payment_event(fake_pay(number, placed->quote->total_fen));
    granted(payment_hear(task, &FAKE_PROVIDER, &event, &why));
}

void world_jobs(struct task *task)
{
    struct refusal why = {.have = -1};
    granted(job_run_due(task, &why) >= 0);
}
