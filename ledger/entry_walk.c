#include "ledger/entry_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/id_window.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"

enum {
    ENTRIES_A_PAGE = 10000,
    ORDERS_KEPT = 1 << 17, /* 64 bytes each, and room for twice as many */
    ROSTERS_KEPT = 1 << 18,
    COUNTY_MAX = 15
};

struct order_kept {
    int64_t order_id;
    int64_t matured_us; /* since 1970; NEVER = it has not */
    char county[COUNTY_MAX + 1];
    uint8_t digest[32];
};

static const int64_t NEVER = INT64_MIN;

struct roster_kept {
    char county[COUNTY_MAX + 1];
    uint8_t digest[32];
};

/* Bytes of one order's rows. */
struct bytes {
    uint8_t *at;
    size_t used, room;
};

struct entry_walk {
    struct row_walk pages; /* its key is the last order that it came to */
    json_t *violations;
    struct entry_sum *sum;
    struct id_window kept; /* struct order_kept */
    struct map rosters;    /* id -> struct roster_kept in `of_rosters` */
    struct arena *of_rosters;
    struct bytes bytes;
};

static bool look_at_page(struct task *task, struct row_walk *pages, const struct db_rows *rows,
                         struct refusal *why);

struct entry_walk *entry_walk_begin(struct db_tx *tx, int64_t after_order, json_t *violations,
                                    struct entry_sum *sum)
{
    struct entry_walk *walk = calloc(1, sizeof(*walk));
    if (walk == NULL)
        abort();
    id_window_init(&walk->kept, sizeof(struct order_kept), ORDERS_KEPT);
    walk->pages =
        (struct row_walk){.sql = &SQL_audit_entry_page,
                          .tx = tx,
                          .rows = ENTRIES_A_PAGE,
                          .keys = {{.column = AUDIT_ENTRY_PAGE_ORDER_ID, .number = after_order}},
                          .take = look_at_page,
                          .argument = walk};
    walk->violations = violations;
    walk->sum = sum;
    walk->of_rosters = arena_new(ARENA_LIMIT_DEFAULT);
    return walk;
}

void entry_walk_end(struct entry_walk *walk)
{
    map_release(&walk->rosters);
    arena_free(walk->of_rosters);
    free(walk->bytes.at);
    id_window_release(&walk->kept);
    free(walk);
}

/* ---- rosters ---- */

/* Reads those of a page that are not known yet. */
static bool read_rosters(struct task *task, struct entry_walk *walk, const int64_t *ids, int count,
                         struct refusal *why)
{
    struct db_rows *rows;
    int n = 0;
    int64_t *fresh = arena_array(task->arena, (size_t)count + 1, sizeof(*fresh));
    if (walk->rosters.count > ROSTERS_KEPT) {
        map_release(&walk->rosters);
        arena_free(walk->of_rosters);
        walk->rosters = (struct map){.slots = NULL};
        walk->of_rosters = arena_new(ARENA_LIMIT_DEFAULT);
    }
    for (int i = 0; i < count; i++) {
        bool is_fresh;
        struct map_slot *slot = map_add_i64(&walk->rosters, ids[i], &is_fresh);
        if (is_fresh) {
            slot->pointer = NULL;
            fresh[n++] = ids[i];
        }
    }
    if (n == 0)
        return true;
    if (!db_tx_query(walk->pages.tx, &SQL_audit_roster_digest, DB_ARGS(DB_I64S(fresh, n)), &rows,
                     why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        size_t length;
        const void *digest = db_bytes(rows, i, AUDIT_ROSTER_DIGEST_DIGEST, &length);
        const char *county = db_text(rows, i, AUDIT_ROSTER_DIGEST_COUNTY_CODE);
        if (length != 32 || strlen(county) > COUNTY_MAX)
            continue;
        struct roster_kept *roster = arena_alloc(walk->of_rosters, sizeof(*roster));
        snprintf(roster->county, sizeof(roster->county), "%s", county);
        memcpy(roster->digest, digest, 32);
        map_find_i64(&walk->rosters, db_i64(rows, i, AUDIT_ROSTER_DIGEST_ID))->pointer = roster;
    }
    return true;
}

/* ---- entries ---- */

/* Fields of contents. */
enum {
    ENTRY_LINE_ID = 2,
    ENTRY_POOL_NO,
    ENTRY_ID,
    ENTRY_COUNTY,
    ENTRY_ROSTER,
    ENTRY_AMOUNTS,
    ENTRY_ACCRUED_AT,
    ENTRY_FIELDS
};
enum { WITHHELD_COUNTY = 6, WITHHELD_AT = 10, WITHHELD_FIELDS };

struct entry {
    int64_t order_id;
    const void *content;
    size_t length;
    struct stamp_field fields[ENTRY_FIELDS];
    int64_t back_fen; /* taken back of it */
};

static void look_at_stamp(struct entry_walk *walk, const struct db_rows *rows, int row,
                          const struct entry *entry)
{
    size_t length;
    const void *stamp = db_bytes(rows, row, AUDIT_ENTRY_PAGE_STAMP, &length);
    char subject[64];
    if (walk->violations == NULL || audit_is_full(walk->violations) ||
        stamp_fits(entry->content, entry->length, stamp, length))
        return;
    snprintf(subject, sizeof(subject), "line:%lld/%lld",
             (long long)stamp_field_i64(&entry->fields[ENTRY_LINE_ID]),
             (long long)stamp_field_i64(&entry->fields[ENTRY_POOL_NO]));
    audit_violation(walk->violations, subject, "does not fit its stamp");
}

static void put(struct bytes *bytes, const void *more, size_t length)
{
    if (bytes->used + length > bytes->room) {
        bytes->room = (bytes->used + length) * 2;
        bytes->at = realloc(bytes->at, bytes->room);
        if (bytes->at == NULL)
            abort();
    }
    memcpy(bytes->at + bytes->used, more, length);
    bytes->used += length;
}

/* Rows of one order, of a page's. */
struct order_rows {
    const struct entry *entries;
    int count;
    const struct db_rows *withheld;
    int first, end; /* of what is withheld */
    const struct stamp_field *county;
    bool is_matured;
    int64_t matured_us;
};

/* The entries with their rosters' digests. False when not all of them are of one county: what its
 * lines end in is asked for then. */
static bool put_entries(struct entry_walk *walk, const struct order_rows *order, const char *county)
{
    for (int i = 0; i < order->count; i++) {
        const struct entry *entry = &order->entries[i];
        const struct map_slot *slot =
            map_find_i64(&walk->rosters, stamp_field_i64(&entry->fields[ENTRY_ROSTER]));
        const struct roster_kept *roster = slot != NULL ? slot->pointer : NULL;
        if (roster == NULL || strcmp(roster->county, county) != 0 ||
            !stamp_field_is(&entry->fields[ENTRY_COUNTY], county))
            return false;
        put(&walk->bytes, entry->content, entry->length);
        put(&walk->bytes, roster->digest, 32);
    }
    return true;
}

static bool read_withheld(const struct order_rows *order, int row,
                          struct stamp_field fields[WITHHELD_FIELDS], const void **content,
                          size_t *length)
{
    *content = db_bytes(order->withheld, row, AUDIT_WITHHELD_PAGE_CONTENT, length);
    return stamp_read(*content, *length, fields, WITHHELD_FIELDS) == WITHHELD_FIELDS;
}

static bool put_withheld(struct entry_walk *walk, const struct order_rows *order,
                         const char *county)
{
    for (int row = order->first; row < order->end; row++) {
        struct stamp_field fields[WITHHELD_FIELDS];
        const void *content;
        size_t length;
        if (!read_withheld(order, row, fields, &content, &length) ||
            !stamp_field_is(&fields[WITHHELD_COUNTY], county))
            return false;
        put(&walk->bytes, content, length);
    }
    return true;
}

static void keep_order(struct entry_walk *walk, const struct order_rows *rows)
{
    if (rows->county->length > COUNTY_MAX)
        return;
    struct order_kept order = {.order_id = rows->entries[0].order_id,
                               .matured_us = rows->is_matured ? rows->matured_us : NEVER};
    memcpy(order.county, rows->county->bytes, rows->county->length);
    walk->bytes.used = 0;
    if (!put_entries(walk, rows, order.county) || !put_withheld(walk, rows, order.county))
        return;
    crypto_sha256(walk->bytes.at, walk->bytes.used, order.digest);
    id_window_add(&walk->kept, &order);
}

/* ---- sums ---- */

/* What one share is. */
static struct entry_share share_of(int64_t order_id, const struct stamp_field *county,
                                   const struct stamp_field *at, int64_t fen)
{
    return (struct entry_share){.order_id = order_id,
                                .at_us = stamp_field_i64(at),
                                .fen = fen,
                                .county = (const char *)county->bytes,
                                .county_length = county->length};
}

/* Adds a share that was withheld; what of it still is. */
static int64_t add_withheld(struct entry_walk *walk, const struct order_rows *order, int row,
                            bool is_matured)
{
    struct stamp_field fields[WITHHELD_FIELDS];
    const void *content;
    size_t length;
    const struct db_rows *rows = order->withheld;
    int64_t amount = db_i64(rows, row, AUDIT_WITHHELD_PAGE_AMOUNT_FEN);
    if (!read_withheld(order, row, fields, &content, &length) ||
        !stamp_field_same(&fields[WITHHELD_COUNTY], order->county)) {
        walk->sum->is_doubtful = true;
        return 0;
    }
    int64_t held = db_bool(rows, row, AUDIT_WITHHELD_PAGE_IS_WITHHELD)
                       ? amount - db_i64(rows, row, AUDIT_WITHHELD_PAGE_BACK_FEN)
                       : 0;
    struct entry_share share =
        share_of(order->entries[0].order_id, order->county, &fields[WITHHELD_AT], amount);
    entry_sum_withheld(walk->sum, &share, held, is_matured);
    if (!db_is_null(rows, row, AUDIT_WITHHELD_PAGE_RELEASED_FEN)) {
        share.fen = db_i64(rows, row, AUDIT_WITHHELD_PAGE_RELEASED_FEN);
        share.at_us = db_i64(rows, row, AUDIT_WITHHELD_PAGE_MOVED_US);
        entry_sum_released(walk->sum, &share);
    }
    return held;
}

static void add_order(struct entry_walk *walk, const struct order_rows *order)
{
    int64_t left = 0;
    for (int i = 0; i < order->count; i++) {
        const struct entry *entry = &order->entries[i];
        const struct stamp_field *amounts = &entry->fields[ENTRY_AMOUNTS];
        int64_t fen = entry_sum_array(amounts->bytes, amounts->length);
        const struct entry_share share = share_of(entry->order_id, &entry->fields[ENTRY_COUNTY],
                                                  &entry->fields[ENTRY_ACCRUED_AT], fen);
        if (!stamp_field_same(&entry->fields[ENTRY_COUNTY], order->county))
            walk->sum->is_doubtful = true;
        entry_sum_entry(walk->sum, &share, fen - entry->back_fen, order->is_matured);
        left += fen - entry->back_fen;
    }
    for (int row = order->first; row < order->end; row++)
        left -= add_withheld(walk, order, row, order->is_matured);
    if (left < 0)
        walk->sum->is_doubtful = true;
}

/* ---- pages ---- */

/* The rows that a page's orders have elsewhere; *_at is the first that no order was found for. */
struct page {
    struct db_rows *withheld, *maturities;
    int withheld_at, maturity_at;
};

static void find_rows(struct page *page, struct order_rows *order)
{
    int64_t order_id = order->entries[0].order_id;
    int n = db_count(page->withheld), *at = &page->withheld_at;
    while (*at < n && db_i64(page->withheld, *at, AUDIT_WITHHELD_PAGE_ORDER_ID) < order_id)
        ++*at;
    order->withheld = page->withheld;
    order->first = *at;
    while (*at < n && db_i64(page->withheld, *at, AUDIT_WITHHELD_PAGE_ORDER_ID) == order_id)
        ++*at;
    order->end = *at;
    n = db_count(page->maturities);
    at = &page->maturity_at;
    while (*at < n && db_i64(page->maturities, *at, AUDIT_MATURITY_PAGE_ORDER_ID) < order_id)
        ++*at;
    order->is_matured =
        *at < n && db_i64(page->maturities, *at, AUDIT_MATURITY_PAGE_ORDER_ID) == order_id &&
        stamp_field_is(order->county,
                       db_text(page->maturities, *at, AUDIT_MATURITY_PAGE_COUNTY_CODE));
    if (order->is_matured)
        order->matured_us = db_us(page->maturities, *at, AUDIT_MATURITY_PAGE_MATURED_AT);
}

static bool ask_page(struct entry_walk *walk, int64_t first, int64_t last, struct page *page,
                     struct refusal *why)
{
    return db_tx_query(walk->pages.tx, &SQL_audit_withheld_page,
                       DB_ARGS(DB_I64(first), DB_I64(last)), &page->withheld, why) &&
           db_tx_query(walk->pages.tx, &SQL_audit_maturity_page,
                       DB_ARGS(DB_I64(first), DB_I64(last)), &page->maturities, why);
}

static bool look_at_page(struct task *task, struct row_walk *pages, const struct db_rows *rows,
                         struct refusal *why)
{
    struct entry_walk *walk = pages->argument;
    int n = db_count(rows);
    if (n == 0)
        return true;
    struct page page = {.withheld_at = 0};
    struct entry *entries = arena_array(task->arena, (size_t)n, sizeof(*entries));
    int64_t *rosters = arena_array(task->arena, (size_t)n, sizeof(*rosters));
    for (int i = 0; i < n; i++) {
        struct entry *entry = &entries[i];
        size_t length;
        entry->order_id = db_i64(rows, i, AUDIT_ENTRY_PAGE_ORDER_ID);
        entry->content =
            stamp_content(task->arena, "attribution_pool", rows, i, AUDIT_ENTRY_PAGE_ORDER_ID,
                          AUDIT_ENTRY_PAGE_STAMP - AUDIT_ENTRY_PAGE_ORDER_ID, &entry->length);
        const void *reversed = db_bytes(rows, i, AUDIT_ENTRY_PAGE_REVERSED, &length);
        entry->back_fen = entry_sum_array(reversed, length);
        if (stamp_read(entry->content, entry->length, entry->fields, ENTRY_FIELDS) != ENTRY_FIELDS)
            return refuse(why, &REFUSAL_INTERNAL, NULL);
        look_at_stamp(walk, rows, i, entry);
        rosters[i] = stamp_field_i64(&entry->fields[ENTRY_ROSTER]);
    }
    if (!read_rosters(task, walk, rosters, n, why) ||
        !ask_page(walk, entries[0].order_id, entries[n - 1].order_id, &page, why))
        return false;
    for (int first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && entries[end].order_id == entries[first].order_id; end++)
            ;
        struct order_rows order = {.entries = entries + first,
                                   .count = end - first,
                                   .county = &entries[first].fields[ENTRY_COUNTY]};
        find_rows(&page, &order);
        add_order(walk, &order);
        keep_order(walk, &order);
    }
    return true;
}

bool entry_walk_rest(struct task *task, struct entry_walk *walk, struct refusal *why)
{
    return walk->pages.is_over || row_walk(task, &walk->pages, why);
}

/* ---- digests ---- */

static const struct order_kept *find_order(const struct entry_walk *walk, int64_t order_id)
{
    return id_window_find(&walk->kept, order_id);
}

/* From the orders that are kept. */
static bool is_kept(const struct entry_walk *walk, struct ledger_digest *wanted)
{
    const struct order_kept *order =
        wanted->reversed_us == 0 ? find_order(walk, wanted->order_id) : NULL;
    if (order == NULL || strlen(order->county) != wanted->county_length ||
        memcmp(order->county, wanted->county, wanted->county_length) != 0)
        return false;
    memcpy(wanted->bytes, order->digest, 32);
    return true;
}

bool entry_walk_matured(const struct entry_walk *walk, int64_t order_id,
                        const struct stamp_field *county, int64_t us)
{
    const struct order_kept *order = find_order(walk, order_id);
    return order != NULL && order->matured_us == us && stamp_field_is(county, order->county);
}

static bool ask_digests(struct task *task, const struct entry_walk *walk,
                        struct ledger_digest **wanted, int count, struct refusal *why)
{
    struct row {
        int64_t order_id, at_us;
        const char *county;
    } *asked = arena_array(task->arena, (size_t)count, sizeof(*asked));
    struct db_rows *rows;
    for (int i = 0; i < count; i++)
        asked[i] = (struct row){
            wanted[i]->order_id, wanted[i]->reversed_us,
            arena_printf(task->arena, "%.*s", (int)wanted[i]->county_length, wanted[i]->county)};
    if (!db_tx_query(walk->pages.tx, &SQL_audit_ledger_digest,
                     DB_ARGS(DB_COLUMN_I64(asked, count, order_id),
                             DB_COLUMN_TEXT(asked, count, county),
                             DB_COLUMN_I64(asked, count, at_us)),
                     &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        size_t length;
        const void *digest = db_bytes(rows, i, AUDIT_LEDGER_DIGEST_DIGEST, &length);
        memcpy(wanted[db_i64(rows, i, AUDIT_LEDGER_DIGEST_PLACE) - 1]->bytes, digest, 32);
    }
    return true;
}

bool entry_walk_digests(struct task *task, struct entry_walk *walk, struct ledger_digest **wanted,
                        int count, struct refusal *why)
{
    int64_t last = 0;
    int missing = 0;
    for (int i = 0; i < count; i++)
        if (wanted[i]->reversed_us == 0 && wanted[i]->order_id < wanted[i]->below_id &&
            wanted[i]->order_id > last)
            last = wanted[i]->order_id;
    while (!walk->pages.is_over && walk->pages.keys[0].number < last)
        if (!row_walk_step(task, &walk->pages, why))
            return false;
    for (int i = 0; i < count; i++)
        if (!is_kept(walk, wanted[i]))
            wanted[missing++] = wanted[i];
    return missing == 0 || ask_digests(task, walk, wanted, missing, why);
}
