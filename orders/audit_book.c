#include "orders/audit_book.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/db.h"
#include "base/id_window.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "base/year.h"
#include "gen/orders/sql.h"
#include "ledger/journal_audit.h"
#include "payment/attempt_audit.h"

/* Orders that are kept for the transfers that name them; others are asked for. */
enum { ORDERS_A_PAGE = 10000, ORDERS_KEPT = 1 << 17, OWNERS_A_PAGE = 20000, COUNTY_MAX = 15 };

enum {
    TRANSFER_STAMPS,
    ENTRY_STAMPS,
    DAY_CHAIN,
    ENTRY_MOMENTS,
    ENTRY_ACCOUNTS,
    DAY_SUMS,
    NOT_BELOW,
    KINDS,
    CAPTURED,
    ESCROWS,
    ATTEMPTS_CAPTURED,
    ATTEMPT_STAMPS,
    REFUNDS
};

/* What a weight is of. */
enum { OF_CAPTURE, OF_ESCROW, OF_UNOWED, OF_REFUND, OF_REFUND_PAID };

/* What transfers join (audit_transfer_kind has the same list). */
struct joint {
    const char *kind, *debit, *credit;
};

static const struct joint JOINTS[] = {
    {"capture", "gateway", "escrow"},
    {"accrue", "escrow", "household_accrued"},
    {"mature", "household_accrued", "household"},
    {"settle_goods", "escrow", "producer"},
    {"settle_freight", "escrow", "station_freight"},
    {"withhold", "escrow", "withheld"},
    {"release", "withheld", "household_accrued"},
    {"reverse", "household_accrued", "escrow"},
    {"reverse", "withheld", "escrow"},
    {"refund", "escrow", "refund"},
    {"refund", "producer", "refund"},
    {"refund", "station_freight", "refund"},
    {"refund", "unowed", "refund"},
    {"refund_paid", "refund", "gateway"},
    {"capture_unowed", "gateway", "unowed"},
    {"fee", "provider_fee", "gateway"},
    {"fee", "gateway", "provider_fee"},
    {"gather", "household_accrued", "household_accrued"},
    {"gather", "household", "household"},
    {"gather", "withheld", "withheld"},
    {"payout_order", "household_drawn", "payout"},
    {"payout_paid", "payout", "bank"},
    {"payout_failed", "payout", "household_drawn"},
    {"payout_returned", "bank", "household_drawn"},
};
enum { JOINT_COUNT = sizeof(JOINTS) / sizeof(JOINTS[0]) };

struct order_kept {
    int64_t id, producer_id, station_id;
    char county[COUNTY_MAX + 1];
};

/* A side of a transfer whose owner its order says. */
struct owner {
    int64_t order_id, owner;
    bool is_producer;
    char county[COUNTY_MAX + 1];
};

struct book {
    uint64_t captured, escrows, unowed; /* of transfers less of orders */
    uint64_t refunds;                   /* less of refunds */
    bool has_odd_kinds, has_odd_orders, is_doubtful;
    int near; /* how the last transfer's accounts were joined */
    struct row_walk orders;
    struct id_window kept; /* struct order_kept */
    struct owner *owners;  /* of the page that is told */
    int owner_count;
    struct attempt_audit *attempts;
    json_t *attempt_stamps;
};

/* ---- weights ---- */

static uint64_t weight(int of, int64_t owner, const char *county, size_t length)
{
    struct {
        int64_t of, owner;
        char county[COUNTY_MAX + 1];
    } key = {of, owner, ""};
    memcpy(key.county, county, length < COUNTY_MAX ? length : COUNTY_MAX);
    return map_hash(&key, sizeof(key));
}

static uint64_t weighed(int of, const struct stamp_field *fields, enum transfer_field owner,
                        int64_t fen)
{
    const struct stamp_field *county = &fields[TRANSFER_COUNTY];
    return weight(of, stamp_field_i64(&fields[owner]), (const char *)county->bytes,
                  county->length) *
           (uint64_t)fen;
}

/* ---- transfers ---- */

static bool is_joint(const struct joint *joint, const struct stamp_field *fields)
{
    return stamp_field_is(&fields[TRANSFER_KIND], joint->kind) &&
           stamp_field_is(&fields[TRANSFER_DEBIT_KIND], joint->debit) &&
           stamp_field_is(&fields[TRANSFER_CREDIT_KIND], joint->credit);
}

static const struct joint *find_joint(struct book *book, const struct stamp_field *fields)
{
    if (is_joint(&JOINTS[book->near], fields))
        return &JOINTS[book->near];
    for (int i = 0; i < JOINT_COUNT; i++)
        if (is_joint(&JOINTS[i], fields))
            return &JOINTS[book->near = i];
    return NULL;
}

static void note_owner(struct book *book, const struct stamp_field *fields, int64_t owner,
                       bool is_producer)
{
    const struct stamp_field *county = &fields[TRANSFER_COUNTY];
    if (county->length > COUNTY_MAX) {
        book->has_odd_kinds = true;
        return;
    }
    assert(book->owner_count < OWNERS_A_PAGE && "two of a transfer");
    struct owner *of = &book->owners[book->owner_count++];
    memset(of, 0, sizeof(*of));
    of->order_id = stamp_field_i64(&fields[TRANSFER_ORDER_ID]);
    of->owner = owner;
    of->is_producer = is_producer;
    memcpy(of->county, county->bytes, county->length);
}

static void take_side(struct book *book, const struct stamp_field *fields, const char *kind,
                      int64_t owner, int64_t fen)
{
    int64_t order_id = stamp_field_i64(&fields[TRANSFER_ORDER_ID]),
            cause_id = stamp_field_i64(&fields[TRANSFER_CAUSE_ID]);
    const char *county = (const char *)fields[TRANSFER_COUNTY].bytes;
    size_t length = fields[TRANSFER_COUNTY].length;
    bool fits = true;
    if (strcmp(kind, "escrow") == 0) {
        book->escrows += weight(OF_ESCROW, owner, county, length) * (uint64_t)fen;
        fits = owner == order_id;
    } else if (strcmp(kind, "unowed") == 0) {
        book->unowed += weight(OF_UNOWED, owner, county, length) * (uint64_t)fen;
        fits = fen < 0 || owner == cause_id;
    } else if (strcmp(kind, "gateway") == 0) {
        fits = owner == 0;
    } else if (strcmp(kind, "refund") == 0 || strcmp(kind, "provider_fee") == 0) {
        fits = owner == cause_id;
    } else if (strcmp(kind, "producer") == 0 || strcmp(kind, "station_freight") == 0) {
        note_owner(book, fields, owner, kind[0] == 'p');
    }
    if (!fits)
        book->has_odd_kinds = true;
}

static void tell(void *argument, const struct stamp_field fields[TRANSFER_FIELDS])
{
    struct book *book = argument;
    attempt_audit_transfer(book->attempts, fields);
    const struct joint *joint = find_joint(book, fields);
    int64_t fen = stamp_field_i64(&fields[TRANSFER_AMOUNT]);
    if (joint == NULL) {
        book->has_odd_kinds = book->is_doubtful = true;
        return;
    }
    if (strcmp(joint->kind, "capture") == 0)
        book->captured += weighed(OF_CAPTURE, fields, TRANSFER_ORDER_ID, fen);
    else if (strcmp(joint->kind, "refund") == 0)
        book->refunds += weighed(OF_REFUND, fields, TRANSFER_CAUSE_ID, fen);
    else if (strcmp(joint->kind, "refund_paid") == 0)
        book->refunds += weighed(OF_REFUND_PAID, fields, TRANSFER_CAUSE_ID, fen);
    take_side(book, fields, joint->debit, stamp_field_i64(&fields[TRANSFER_DEBIT_OWNER]), -fen);
    take_side(book, fields, joint->credit, stamp_field_i64(&fields[TRANSFER_CREDIT_OWNER]), fen);
}

/* ---- orders ---- */

static void keep_order(struct book *book, const struct db_rows *rows, int row, const char *county)
{
    struct order_kept order = {.id = db_i64(rows, row, AUDIT_BOOK_PAGE_ID),
                               .producer_id = db_i64(rows, row, AUDIT_BOOK_PAGE_PRODUCER_ID),
                               .station_id = db_i64(rows, row, AUDIT_BOOK_PAGE_STATION_ID)};
    if (strlen(county) > COUNTY_MAX)
        return;
    memcpy(order.county, county, strlen(county));
    id_window_add(&book->kept, &order);
}

static bool take_orders(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct book *book = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        const char *county = db_text(rows, i, AUDIT_BOOK_PAGE_COUNTY_CODE);
        int64_t id = db_i64(rows, i, AUDIT_BOOK_PAGE_ID),
                total_fen = db_i64(rows, i, AUDIT_BOOK_PAGE_TOTAL_FEN);
        if (!db_is_null(rows, i, AUDIT_BOOK_PAGE_IS_ODD))
            book->has_odd_orders = true;
        book->captured -= weight(OF_CAPTURE, id, county, strlen(county)) * (uint64_t)total_fen;
        keep_order(book, rows, i, county);
    }
    return true;
}

static bool is_owner(const struct owner *of, int64_t producer_id, int64_t station_id,
                     const char *county)
{
    return of->owner == (of->is_producer ? producer_id : station_id) &&
           strcmp(of->county, county) == 0;
}

/* Those whose orders are not kept. */
static bool ask_owners(struct task *task, struct book *book, struct db_tx *tx, struct refusal *why)
{
    int64_t *ids = arena_array(task->arena, (size_t)book->owner_count, sizeof(*ids));
    struct db_rows *rows;
    struct map found;
    map_init(&found, task->arena);
    for (int i = 0; i < book->owner_count; i++)
        ids[i] = book->owners[i].order_id;
    if (!db_tx_query(tx, &SQL_audit_book_order, DB_ARGS(DB_I64S(ids, book->owner_count)), &rows,
                     why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        map_add_i64(&found, db_i64(rows, i, AUDIT_BOOK_ORDER_ID), NULL)->number = i;
    for (int i = 0; i < book->owner_count; i++) {
        const struct map_slot *slot = map_find_i64(&found, ids[i]);
        int row = slot != NULL ? (int)slot->number : -1;
        if (row < 0 || !is_owner(&book->owners[i], db_i64(rows, row, AUDIT_BOOK_ORDER_PRODUCER_ID),
                                 db_i64(rows, row, AUDIT_BOOK_ORDER_STATION_ID),
                                 db_text(rows, row, AUDIT_BOOK_ORDER_COUNTY_CODE)))
            book->has_odd_kinds = true;
    }
    return true;
}

/* Whether sellers and stations of a page's transfers are those of their orders. */
static bool look_at_owners(struct task *task, struct book *book, struct db_tx *tx,
                           struct refusal *why)
{
    int missing = 0;
    int64_t last = 0;
    for (int i = 0; i < book->owner_count; i++)
        last = book->owners[i].order_id > last ? book->owners[i].order_id : last;
    while (!book->orders.is_over && book->orders.keys[0].number < last)
        if (!row_walk_step(task, &book->orders, why))
            return false;
    for (int i = 0; i < book->owner_count; i++) {
        const struct order_kept *order = id_window_find(&book->kept, book->owners[i].order_id);
        if (order == NULL)
            book->owners[missing++] = book->owners[i];
        else if (!is_owner(&book->owners[i], order->producer_id, order->station_id, order->county))
            book->has_odd_kinds = true;
    }
    book->owner_count = missing;
    bool asked = missing == 0 || book->has_odd_kinds || ask_owners(task, book, tx, why);
    book->owner_count = 0;
    return asked;
}

static bool end_page(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct book *book = argument;
    return look_at_owners(task, book, tx, why) && attempt_audit_page(task, book->attempts, why);
}

static bool take_open(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                      struct refusal *why)
{
    struct book *book = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        const char *county = db_text(rows, i, AUDIT_BOOK_OPEN_COUNTY_CODE);
        int64_t fen = db_i64(rows, i, AUDIT_BOOK_OPEN_FEN);
        book->escrows -=
            weight(OF_ESCROW, db_i64(rows, i, AUDIT_BOOK_OPEN_ID), county, strlen(county)) *
            (uint64_t)fen;
        book->is_doubtful = book->is_doubtful || fen < 0;
    }
    return true;
}

static bool take_refunds(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                         struct refusal *why)
{
    struct book *book = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        const char *county = db_text(rows, i, AUDIT_REFUND_PAGE_COUNTY_CODE);
        int64_t id = db_i64(rows, i, AUDIT_REFUND_PAGE_ID);
        book->refunds -= weight(OF_REFUND, id, county, strlen(county)) *
                             (uint64_t)db_i64(rows, i, AUDIT_REFUND_PAGE_TOTAL_FEN) +
                         weight(OF_REFUND_PAID, id, county, strlen(county)) *
                             (uint64_t)db_i64(rows, i, AUDIT_REFUND_PAGE_PAID_FEN);
    }
    return true;
}

static bool begin(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct book *book = argument;
    struct id_window kept = book->kept;
    struct owner *owners = book->owners;
    struct attempt_audit *attempts = book->attempts;
    json_t *attempt_stamps = book->attempt_stamps;
    (void)task;
    (void)why;
    attempt_audit_begin(attempts, tx, attempt_stamps);
    id_window_clear(&kept);
    *book = (struct book){.kept = kept,
                          .owners = owners,
                          .attempts = attempts,
                          .attempt_stamps = attempt_stamps,
                          .orders = {.sql = &SQL_audit_book_page,
                                     .tx = tx,
                                     .rows = ORDERS_A_PAGE,
                                     .keys = {{.column = AUDIT_BOOK_PAGE_ID}},
                                     .take = take_orders,
                                     .argument = book}};
    return true;
}

static bool end(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct book *book = argument;
    struct row_walk open = {.sql = &SQL_audit_book_open,
                            .tx = tx,
                            .rows = ORDERS_A_PAGE,
                            .keys = {{.column = AUDIT_BOOK_OPEN_ID}},
                            .take = take_open,
                            .argument = book},
                    refunds = {.sql = &SQL_audit_refund_page,
                               .tx = tx,
                               .rows = ORDERS_A_PAGE,
                               .keys = {{.column = AUDIT_REFUND_PAGE_ID}},
                               .take = take_refunds,
                               .argument = book};
    return (book->orders.is_over || row_walk(task, &book->orders, why)) &&
           row_walk(task, &open, why) && row_walk(task, &refunds, why) &&
           attempt_audit_end(task, book->attempts, why);
}

/* ---- the checks ---- */

static bool ask_rest(struct task *task, int64_t from_id, const struct book *book,
                     json_t *const *found, struct refusal *why)
{
    bool is_told = book != NULL && !book->is_doubtful;
    return ((is_told && !book->has_odd_kinds) ||
            audit_ask_from(task, &SQL_audit_transfer_kind, from_id, found[KINDS], why)) &&
           ((is_told && !book->has_odd_orders && book->captured == 0) ||
            audit_ask_from(task, &SQL_audit_order_capture, from_id, found[CAPTURED], why)) &&
           ((is_told && (book->escrows | book->unowed) == 0) ||
            audit_ask_from(task, &SQL_audit_escrow, from_id, found[ESCROWS], why)) &&
           ((is_told && book->refunds == 0) ||
            audit_ask_from(task, &SQL_audit_refund_booked, from_id, found[REFUNDS], why)) &&
           attempt_audit_ask(task, book != NULL ? book->attempts : NULL, from_id,
                             found[ATTEMPTS_CAPTURED], found[ATTEMPT_STAMPS], why);
}

static void *room_for(size_t count, size_t size)
{
    void *room = malloc(count * size);
    if (room == NULL)
        abort();
    return room;
}

static bool look_at_book(struct task *task, int64_t from_id, json_t *const *found,
                         struct refusal *why)
{
    const struct journal_found journal = {
        found[TRANSFER_STAMPS], found[ENTRY_STAMPS], found[DAY_CHAIN], found[ENTRY_MOMENTS],
        found[ENTRY_ACCOUNTS],  found[DAY_SUMS],     found[NOT_BELOW]};
    int64_t whole_id = from_id;
    if (!year_raise(task, &whole_id, why))
        return false;
    if (whole_id > 0)
        return journal_audit(task, from_id, &journal, NULL, why) &&
               ask_rest(task, from_id, NULL, found, why);
    struct book book = {.owners = room_for(OWNERS_A_PAGE, sizeof(*book.owners)),
                        .attempts = attempt_audit_new(),
                        .attempt_stamps = found[ATTEMPT_STAMPS]};
    id_window_init(&book.kept, sizeof(struct order_kept), ORDERS_KEPT);
    const struct ledger_watch watch = {begin, tell, end_page, end, &book};
    bool asked = journal_audit(task, from_id, &journal, &watch, why) &&
                 ask_rest(task, from_id, &book, found, why);
    id_window_release(&book.kept);
    free(book.owners);
    attempt_audit_free(book.attempts);
    return asked;
}

static bool ask_beside(struct task *task, int64_t from_id, json_t *const *found,
                       struct refusal *why)
{
    return audit_ask_from(task, &SQL_audit_refund, from_id, found[REFUNDS], why);
}

const struct audit_pass AUDIT_BOOK_PASS = {
    {AUDIT_TRANSFER_STAMPS, AUDIT_ENTRY_STAMPS, AUDIT_DAY_CHAIN, AUDIT_ENTRY_MOMENTS,
     AUDIT_ENTRY_ACCOUNTS, AUDIT_DAY_SUMS, AUDIT_NOT_BELOW, AUDIT_TRANSFER_KINDS, AUDIT_CAPTURED,
     AUDIT_ESCROWS, AUDIT_ATTEMPT_CAPTURED, AUDIT_ATTEMPT_STAMPS, AUDIT_REFUNDS},
    look_at_book,
    ask_beside};
