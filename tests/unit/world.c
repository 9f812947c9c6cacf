#include "tests/unit/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/job.h"
#include "base/log.h"
#include "base/loop.h"
#include "mall/audit.h"
#include "orders/orders.h"
#include "orders/payment.h"
#include "orders/providers.h"
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
    "      village_code, no_reason_return, created_by)"
    "    values (b + 44 + which, '990101', b + 40 + which, 1, b + 42 + which, 'on_sale', "
    "(array['脐橙', '土鸡蛋'])[which + 1],"
    "      '水果', '脐橙', '990101001001', false, b + 20);"
    "  insert into state_log (id, county_code, machine, object_id, from_state, to_state, actor_id)"
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
    "  insert into version_sku (version_id, sku_id, price_fen) values (listing + 4, sku, price)"
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
    "    from generate_series(0, 3) as h (n)"
    "$$";

static const char MAKE_PLANS[] =
    "create function world.make_plans(b bigint) returns void language sql as $$"
    "  insert into benefit_pool (plan_id, pool_no, kind, rule, rate)"
    "    values (b + 42, 1, 'purchase', 'rate_bp', 2000), (b + 42, 2, 'wage', 'fen_per_unit', 150),"
    "           (b + 42, 3, 'land_rent', 'fen_per_kg', 33), (b + 43, 1, 'dividend', 'rate_bp', "
    "1000);"
    "  insert into benefit_share (plan_id, pool_no, household_id, weight)"
    "    values (b + 42, 1, b + 30, 3), (b + 42, 1, b + 31, 2), (b + 42, 1, b + 32, 1), (b + 42, "
    "2, b + 31, 1),"
    "           (b + 42, 2, b + 33, 1), (b + 42, 3, b + 30, 1), (b + 43, 1, b + 33, 1)"
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
    "  insert into lot_supply (lot_id, household_id, weight_g) values (b + 60, b + 30, 600), (b + "
    "60, b + 31, 400);"
    "  select world.make_stock(b, b + 50, b + 60, old_boxes);"
    "  select world.make_stock(b, b + 50, b + 61, new_boxes);"
    "  select world.make_stock(b, b + 51, b + 60, crates);"
    "  select world.make_stock(b, b + 52, b + 62, eggs);"
    "$$";

/* Credits minus debits. */
static const char BALANCE[] =
    "create function world.balance(account text, owner bigint) returns bigint language sql as $$"
    "  select coalesce(sum(case when credit_kind = account and credit_owner = owner then "
    "amount_fen else -amount_fen end), 0)::bigint"
    "  from transfer"
    "  where (credit_kind = account and credit_owner = owner) or (debit_kind = account and "
    "debit_owner = owner)"
    "$$";

enum { MAX_UNPAID = 8 };

void world_open(void)
{
    static const uint8_t MASTER[32] = {9, 9, 1};
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
    crypto_init();
    crypto_set_master(MASTER, 1);
    orders_start(&(struct orders_settings){.max_unpaid = MAX_UNPAID});
    provider_add(&FAKE_PROVIDER);
}

void world_close(void)
{
    side_exec("drop schema world cascade");
    side_close();
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

static void forget_payments(void);

struct world world_make(int64_t old_boxes, int64_t new_boxes, int64_t crates, int64_t eggs)
{
    static int64_t made;
    struct world world = {.base = INT64_C(1000000000000) + 2000 * ++made};
    char sql[160];
    snprintf(sql, sizeof(sql), "select world.make($B, %lld, %lld, %lld, %lld)",
             (long long)old_boxes, (long long)new_boxes, (long long)crates, (long long)eggs);
    world_exec(&world, sql);
    forget_payments();
    return world;
}

void world_run(void (*body)(struct task *task))
{
    disappointments = 0;
    struct db_settings settings = db_support_settings(NULL);
    settings.max_rows = 200000; /* as in the programs: an order may have 32000 entries */
    loop_init();
    db_start(&settings);
    db_support_run(body);
    db_support_stop();
    assert_int_equal(disappointments, 0);
}

/* ---- the audit */

static json_t *audit_report(struct task *task)
{
    struct refusal why = {.have = -1};
    json_t *report = audit_run(task, &why);
    world_granted(report != NULL, &why, "audit_run()", __FILE__, __LINE__);
    return report;
}

void world_audit(struct task *task)
{
    json_t *report = audit_report(task), *check;
    size_t i;
    if (!expect_i64(json_integer_value(json_object_get(report, "failed")), 0))
        json_array_foreach(json_object_get(report, "checks"), i,
                           check) if (json_is_false(json_object_get(check, "ok")))
            json_dumpf(check, stderr, JSON_INDENT(1));
    expect(json_integer_value(json_object_get(report, "passed")) >= 22);
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
    json_array_foreach(json_object_get(report, "checks"), i, check)
    {
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
    *request = (struct place_request){.buyer_id = world->base + buyer,
                                      .key = world_key(task, world->base + buyer, "trade_create"),
                                      .quote = quote,
                                      .region_code = WORLD_REGION,
                                      .address = (const uint8_t *)"sealed",
                                      .address_length = 6,
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

/* ---- the provider */

enum { FAKE_MAX = 600 };

struct fake fake;
static struct provider_payment payments[FAKE_MAX];
static struct provider_refund refunds[FAKE_MAX];
static int payment_count, refund_count;

static void forget_payments(void)
{
    fake = (struct fake){.refund_state = PROVIDER_REFUND_SUCCESS};
    payment_count = refund_count = 0;
}

static struct provider_payment *known_payment(const char *number)
{
    for (int i = 0; i < payment_count; i++)
        if (strcmp(payments[i].number, number) == 0)
            return &payments[i];
    return NULL;
}

struct provider_payment *fake_payment(const char *number)
{
    struct provider_payment *payment = known_payment(number);
    if (payment != NULL)
        return payment;
    if (payment_count == FAKE_MAX)
        abort();
    payment = &payments[payment_count++];
    *payment = (struct provider_payment){.state = PROVIDER_NOTPAY};
    snprintf(payment->number, sizeof(payment->number), "%s", number);
    return payment;
}

struct provider_refund *fake_refund(const char *number)
{
    for (int i = 0; i < refund_count; i++)
        if (strcmp(refunds[i].number, number) == 0)
            return &refunds[i];
    return NULL;
}

const struct provider_payment *fake_pay(const char *number, int64_t amount_fen)
{
    static int transactions;
    struct provider_payment *payment = fake_payment(number);
    payment->state = PROVIDER_PAID;
    payment->amount_fen = amount_fen;
    payment->paid_us = clock_now_us();
    snprintf(payment->transaction_id, sizeof(payment->transaction_id), "T%08d", ++transactions);
    return payment;
}

struct provider_event fake_payment_event(const struct provider_payment *payment)
{
    struct provider_event event = {.kind = PROVIDER_EVENT_PAYMENT, .payment = *payment};
    snprintf(event.event_key, sizeof(event.event_key), "%s", payment->transaction_id);
    return event;
}

static enum provider_answer say(enum provider_answer answer, char code[65])
{
    snprintf(code, 65, "%s", fake.code != NULL ? fake.code : "");
    return answer;
}

static enum provider_answer on_create(void *self, struct task *task,
                                      const struct provider_order *order, char code_url[513],
                                      char code[65])
{
    (void)self;
    (void)task;
    fake.creates++;
    if (fake.create != PROVIDER_OK)
        return say(fake.create, code);
    struct provider_payment *payment = fake_payment(order->number);
    payment->amount_fen = order->amount_fen;
    snprintf(code_url, 513, "weixin://fake/%s", order->number);
    return PROVIDER_OK;
}

static enum provider_answer on_query(void *self, struct task *task, const char *number,
                                     struct provider_payment *payment, char code[65])
{
    (void)self;
    (void)task;
    fake.queries++;
    if (fake.query != PROVIDER_OK)
        return say(fake.query, code);
    const struct provider_payment *known = known_payment(number);
    if (known != NULL)
        *payment = *known;
    else
        payment->state = PROVIDER_ABSENT;
    return PROVIDER_OK;
}

static enum provider_answer on_close(void *self, struct task *task, const char *number,
                                     char code[65])
{
    (void)self;
    (void)task;
    fake.closes++;
    struct provider_payment *known = known_payment(number);
    if (fake.close != PROVIDER_OK)
        return say(fake.close, code);
    if (known != NULL && known->state == PROVIDER_NOTPAY)
        known->state = PROVIDER_CLOSED;
    if (known != NULL && known->state == PROVIDER_CLOSED)
        return PROVIDER_OK;
    snprintf(code, 65, "%s", known == NULL ? "ORDER_NOT_EXIST" : "ORDER_PAID");
    return PROVIDER_REFUSED;
}

static enum provider_answer on_refund(void *self, struct task *task,
                                      const struct provider_refund_order *order,
                                      struct provider_refund *refund, char code[65])
{
    (void)self;
    (void)task;
    fake.refunds++;
    if (fake.refund != PROVIDER_OK)
        return say(fake.refund, code);
    struct provider_refund *known = fake_refund(order->number);
    if (known == NULL) {
        if (refund_count == FAKE_MAX)
            abort();
        known = &refunds[refund_count++];
        *known = (struct provider_refund){
            .state = fake.refund_state, .refund_fen = order->refund_fen, .done_us = clock_now_us()};
        snprintf(known->number, sizeof(known->number), "%s", order->number);
        snprintf(known->refund_id, sizeof(known->refund_id), "F%s", order->number);
    }
    *refund = *known;
    return PROVIDER_OK;
}

static enum provider_answer on_refund_query(void *self, struct task *task, const char *number,
                                            struct provider_refund *refund, char code[65])
{
    (void)self;
    (void)task;
    (void)code;
    const struct provider_refund *known = fake_refund(number);
    if (known != NULL)
        *refund = *known;
    else
        refund->state = PROVIDER_REFUND_ABSENT;
    return PROVIDER_OK;
}

static enum provider_answer on_bill(void *self, struct task *task, const char *day,
                                    struct provider_bill_row **rows, int *count, char code[65])
{
    (void)self;
    if (fake.bill_day == NULL || strcmp(fake.bill_day, day) != 0) {
        snprintf(code, 65, "NO_STATEMENT_EXIST");
        return PROVIDER_REFUSED;
    }
    struct provider_bill_row *list =
        arena_array(task->arena, (size_t)(payment_count + refund_count), sizeof(*list));
    int n = 0;
    for (int i = 0; i < payment_count; i++) {
        if (payments[i].state != PROVIDER_PAID)
            continue;
        list[n].amount_fen = payments[i].amount_fen;
        snprintf(list[n].number, sizeof(list[n].number), "%s", payments[i].number);
        snprintf(list[n].transaction_id, sizeof(list[n].transaction_id), "%s",
                 payments[i].transaction_id);
        n++;
    }
    for (int i = 0; i < refund_count; i++, n++) {
        list[n].is_refund = true;
        list[n].amount_fen = refunds[i].refund_fen;
        snprintf(list[n].number, sizeof(list[n].number), "%s", refunds[i].number);
    }
    *rows = list;
    *count = n;
    return PROVIDER_OK;
}

const struct provider FAKE_PROVIDER = {.name = "fake",
                                       .create = on_create,
                                       .query = on_query,
                                       .close = on_close,
                                       .refund = on_refund,
                                       .refund_query = on_refund_query,
                                       .bill = on_bill};

/* ---- paying */

const char *world_open_payment(struct task *task, const struct place_request *placed)
{
    struct refusal why = {.have = -1};
    struct idempotency key = world_key(task, placed->buyer_id, "payment_create");
    json_t *payment = payment_create(task, placed->trade_id, &key, &why);
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
    granted(payment_event(task, &FAKE_PROVIDER, &event, &why));
}

void world_jobs(struct task *task)
{
    struct refusal why = {.have = -1};
    granted(job_run_due(task, &why) >= 0);
}
