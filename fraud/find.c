#include "fraud/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/id.h"
#include "base/stamp.h"
#include "fraud/income_limit.h"
#include "gen/fraud/sql.h"
#include "onboarding/legal_person.h"
#include "orders/order_address.h"
#include "registry/household.h"

/* New flags of a kind and county in one look; what is left is found by the next. */
enum { FLAGS_A_LOOK = 500 };
/* The newest purchases of a county whose addresses are opened in one look, of so many days. */
enum { DELIVERIES_A_LOOK = 10000, DELIVERY_DAYS = 90 };
enum { DAY_MS = 24 * 3600 * 1000 };
/* Under which a telephone of a delivery is hashed while it is compared. */
#define DELIVERY_PHONE "fraud.delivery_phone"
/* Columns of each finder. */
enum { HOUSEHOLD, ORGANISATION, MARK, EVIDENCE };

struct found {
    const char *county_code, *kind;
    const struct db_rows *rows;
};

static bool raise_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct found *found = argument;
    struct db_rows *written;
    int n = db_count(found->rows);
    int64_t *ids = arena_array(task->arena, (size_t)n, sizeof *ids);
    const char **marks = arena_array(task->arena, (size_t)n, sizeof *marks);
    const char **evidence = arena_array(task->arena, (size_t)n, sizeof *evidence);
    for (int i = 0; i < n; i++) {
        ids[i] = id_next();
        marks[i] = db_text(found->rows, i, MARK);
        evidence[i] = db_text(found->rows, i, EVIDENCE);
    }
    if (!db_tx_query(tx, &SQL_fraud_flag_raise,
                     DB_ARGS(DB_TEXT(found->county_code), DB_TEXT(found->kind), DB_I64S(ids, n),
                             DB_I64S(db_column(task->arena, found->rows, HOUSEHOLD), n),
                             DB_I64S(db_column(task->arena, found->rows, ORGANISATION), n),
                             DB_TEXTS(marks, n), DB_TEXTS(evidence, n)),
                     &written, why))
        return false;
    db_tx_send(
        tx, &SQL_fraud_flag_stamp,
        DB_ARGS(stamp_key(), DB_I64S(db_column(task->arena, written, 0), db_count(written))));
    return true;
}

static bool raise(struct task *task, struct found found, struct refusal *why)
{
    return db_count(found.rows) == 0 || db_transact(task, DB_WORK, raise_body, &found, why);
}

/* ---- by statements alone ---- */

static const struct finder {
    const char *kind;
    const struct sql *sql;
    const char *setting; /* its threshold; NULL = none */
} FINDERS[] = {
    {"shared_bank", &SQL_find_shared_bank, NULL},
    {"many_sellers", &SQL_find_many_sellers, "MALL_FRAUD_SELLERS"},
    {"staff_benefits", &SQL_find_staff_benefits, NULL},
    {"own_purchases", &SQL_find_own_purchases, "MALL_FRAUD_OWN_ORDERS"},
    {"two_counties", &SQL_find_two_counties, NULL},
};

static bool run_finders(struct task *task, const char *county_code, struct refusal *why)
{
    for (size_t i = 0; i < sizeof FINDERS / sizeof *FINDERS; i++) {
        const struct finder *finder = &FINDERS[i];
        struct db_rows *rows;
        int64_t threshold = finder->setting != NULL ? config_int(finder->setting) : 0;
        if (!db_query_class(task, DB_REPORT, finder->sql,
                            DB_ARGS(DB_TEXT(county_code), DB_I64(threshold), DB_I64(FLAGS_A_LOOK)),
                            &rows, why) ||
            !raise(task, (struct found){county_code, finder->kind, rows}, why))
            return false;
    }
    return true;
}

/* ---- by what a county, or the register, says of incomes ---- */

static bool find_high_incomes(struct task *task, const char *county_code,
                              const struct income_limit *limit, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_REPORT, &SQL_find_high_income,
                          DB_ARGS(DB_TEXT(county_code), DB_I64(limit->fen_a_head),
                                  DB_I64(FLAGS_A_LOOK), DB_TEXT(limit->from)),
                          &rows, why) &&
           raise(task, (struct found){county_code, "high_income", rows}, why);
}

/* ---- by a sealed number ---- */

/* The legal persons' identity numbers, as members of households are found by. */
static bool find_legal_persons(struct task *task, const char *county_code, struct refusal *why)
{
    struct legal_persons persons;
    struct db_rows *rows;
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX], *all;
    if (!legal_persons_of_county(task, county_code, &persons, why))
        return false;
    int n = 0, most = persons.count * CRYPTO_KEYS_MAX;
    int64_t *sellers = arena_array(task->arena, (size_t)most + 1, sizeof *sellers);
    all = arena_array(task->arena, (size_t)most + 1, sizeof *all);
    for (int i = 0; i < persons.count; i++) {
        int count = crypto_lookup_hashes(MEMBER_ID_NUMBER, persons.items[i].id_number, hashes);
        for (int k = 0; k < count; k++) {
            sellers[n] = persons.items[i].organisation_id;
            all[n++] = hashes[k];
        }
    }
    return db_query_class(task, DB_REPORT, &SQL_find_legal_person,
                          DB_ARGS(DB_TEXT(county_code), DB_I64S(sellers, n),
                                  DB_COLUMN_HASH(all, n, hash), DB_I64(FLAGS_A_LOOK)),
                          &rows, why) &&
           raise(task, (struct found){county_code, "legal_person", rows}, why);
}

/* ---- by where purchases went ---- */

struct delivery {
    int64_t order_id, buyer_id;
    uint8_t phone[32]; /* keyed hash: nothing else of the address is looked at, and none is kept */
};

static int by_phone(const void *a, const void *b)
{
    const struct delivery *left = a, *right = b;
    return memcmp(left->phone, right->phone, sizeof left->phone);
}

/* Those whose telephone can still be read, by it; *count how many. */
static struct delivery *read_deliveries(struct task *task, const struct db_rows *rows, int *count)
{
    struct delivery *all = arena_array(task->arena, (size_t)db_count(rows) + 1, sizeof *all);
    *count = 0;
    for (int row = 0; row < db_count(rows); row++) {
        json_t *address =
            order_address_opened(task, rows, row, FRAUD_DELIVERY_ORDER_ID, FRAUD_DELIVERY__ADDRESS);
        const char *phone = json_string_value(json_object_get(address, "phone"));
        if (phone != NULL && phone[0] != '\0') {
            struct delivery *own = &all[(*count)++];
            own->order_id = db_i64(rows, row, FRAUD_DELIVERY_ORDER_ID);
            own->buyer_id = db_i64(rows, row, FRAUD_DELIVERY_BUYER_ID);
            crypto_lookup_hash(DELIVERY_PHONE, phone, own->phone);
        }
        json_decref(address);
    }
    qsort(all, (size_t)*count, sizeof *all, by_phone);
    return all;
}

/* The orders of telephones that more than one buyer has had boxes sent to. */
static int shared_ones(const struct delivery *all, int count, int64_t *orders, int64_t *groups)
{
    int n = 0;
    for (int first = 0, end; first < count; first = end) {
        bool shared = false;
        for (end = first; end < count && by_phone(&all[end], &all[first]) == 0; end++)
            shared = shared || all[end].buyer_id != all[first].buyer_id;
        for (int i = first; shared && i < end; i++) {
            orders[n] = all[i].order_id;
            groups[n++] = first;
        }
    }
    return n;
}

static bool find_shared_deliveries(struct task *task, const char *county_code, struct refusal *why)
{
    struct db_rows *rows;
    int count;
    int64_t from_id = id_first_of_ms(clock_now_us() / 1000 - (int64_t)DELIVERY_DAYS * DAY_MS);
    if (!db_query_class(task, DB_REPORT, &SQL_fraud_delivery,
                        DB_ARGS(DB_TEXT(county_code), DB_I64(from_id), DB_I64(DELIVERIES_A_LOOK)),
                        &rows, why))
        return false;
    struct delivery *all = read_deliveries(task, rows, &count);
    int64_t *orders = arena_array(task->arena, (size_t)count + 1, sizeof *orders);
    int64_t *groups = arena_array(task->arena, (size_t)count + 1, sizeof *groups);
    int n = shared_ones(all, count, orders, groups);
    return n == 0 ||
           (db_query_class(task, DB_REPORT, &SQL_find_shared_delivery,
                           DB_ARGS(DB_TEXT(county_code), DB_I64S(orders, n), DB_I64S(groups, n),
                                   DB_I64(config_int("MALL_FRAUD_SHARED_BUYERS")),
                                   DB_I64(FLAGS_A_LOOK)),
                           &rows, why) &&
            raise(task, (struct found){county_code, "shared_delivery", rows}, why));
}

/* ---- counties in turn ---- */

static bool look_at(struct task *task, const char *county_code, struct refusal *why)
{
    struct income_limit limit;
    return run_finders(task, county_code, why) &&
           income_limit_now(task, county_code, &limit, why) &&
           find_high_incomes(task, county_code, &limit, why) &&
           find_legal_persons(task, county_code, why) &&
           find_shared_deliveries(task, county_code, why) &&
           db_query_class(
               task, DB_WORK, &SQL_fraud_look_done,
               DB_ARGS(DB_TEXT(county_code), DB_I64(limit.fen_a_head), DB_TEXT(limit.from)), NULL,
               why);
}

bool fraud_find_due(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *counties;
    *done = 0;
    if (!db_query_class(
            task, DB_WORK, &SQL_fraud_look_due,
            DB_ARGS(DB_I64(config_int("MALL_FRAUD_HOURS")), DB_I64(FRAUD_COUNTIES_AT_ONCE)),
            &counties, why))
        return false;
    for (int i = 0; i < db_count(counties); i++) {
        if (!look_at(task, db_text(counties, i, FRAUD_LOOK_DUE_COUNTY_CODE), why))
            return false;
        ++*done;
    }
    return true;
}
