#include "ledger/entry_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/map.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"

enum {
    ENTRIES_A_PAGE = 10000,
    ORDERS_KEPT = 1 << 17, /* 56 bytes each, and room for twice as many */
    ROSTERS_KEPT = 1 << 18,
    COUNTY_MAX = 15
};

struct order_kept {
    int64_t order_id;
    char county[COUNTY_MAX + 1];
    uint8_t digest[32];
};

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
    json_t *violations;
    int64_t after; /* the last order that it came to */
    bool at_end;
    struct order_kept *kept; /* ascending, from `first` on; */
    size_t first, end;
    struct map rosters; /* id -> struct roster_kept in `of_rosters` */
    struct arena *of_rosters;
    struct bytes bytes;
};

struct entry_walk *entry_walk_begin(int64_t after_order, json_t *violations)
{
    struct entry_walk *walk = calloc(1, sizeof(*walk));
    if (walk == NULL)
        abort();
    walk->kept = malloc((size_t)2 * ORDERS_KEPT * sizeof(*walk->kept));
    if (walk->kept == NULL)
        abort();
    walk->violations = violations;
    walk->after = after_order;
    walk->of_rosters = arena_new(ARENA_LIMIT_DEFAULT);
    return walk;
}

void entry_walk_end(struct entry_walk *walk)
{
    map_release(&walk->rosters);
    arena_free(walk->of_rosters);
    free(walk->bytes.at);
    free(walk->kept);
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
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_roster_digest, DB_ARGS(DB_I64S(fresh, n)), &rows,
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
enum { ENTRY_ORDER_ID = 1, ENTRY_LINE_ID, ENTRY_POOL_NO, ENTRY_ID, ENTRY_COUNTY, ENTRY_ROSTER };
enum { WITHHELD_COUNTY = 6, WITHHELD_FIELDS };

struct entry {
    int64_t order_id;
    const void *content;
    size_t length;
    struct stamp_field fields[ENTRY_ROSTER + 1];
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

static bool is_county(const struct stamp_field *field, const char *county)
{
    return field->length == strlen(county) && memcmp(field->bytes, county, field->length) == 0;
}

/* The entries of one order, with their rosters' digests. False when not all of them are of one
 * county: what its lines end in is asked for then. */
static bool put_entries(struct entry_walk *walk, const struct entry *entries, int count,
                        const char *county)
{
    for (int i = 0; i < count; i++) {
        const struct map_slot *slot =
            map_find_i64(&walk->rosters, stamp_field_i64(&entries[i].fields[ENTRY_ROSTER]));
        const struct roster_kept *roster = slot != NULL ? slot->pointer : NULL;
        if (roster == NULL || strcmp(roster->county, county) != 0 ||
            !is_county(&entries[i].fields[ENTRY_COUNTY], county))
            return false;
        put(&walk->bytes, entries[i].content, entries[i].length);
        put(&walk->bytes, roster->digest, 32);
    }
    return true;
}

/* What is withheld of the order; *at is where its rows may begin. */
static bool put_withheld(struct entry_walk *walk, const struct db_rows *withheld, int *at,
                         int64_t order_id, const char *county)
{
    while (*at < db_count(withheld) &&
           db_i64(withheld, *at, AUDIT_WITHHELD_PAGE_ORDER_ID) < order_id)
        ++*at;
    for (; *at < db_count(withheld) &&
           db_i64(withheld, *at, AUDIT_WITHHELD_PAGE_ORDER_ID) == order_id;
         ++*at) {
        struct stamp_field fields[WITHHELD_FIELDS];
        size_t length;
        const void *content = db_bytes(withheld, *at, AUDIT_WITHHELD_PAGE_CONTENT, &length);
        if (stamp_read(content, length, fields, WITHHELD_FIELDS) != WITHHELD_FIELDS ||
            !is_county(&fields[WITHHELD_COUNTY], county))
            return false;
        put(&walk->bytes, content, length);
    }
    return true;
}

static void keep_order(struct entry_walk *walk, const struct entry *entries, int count,
                       const struct db_rows *withheld, int *at)
{
    const struct stamp_field *county = &entries[0].fields[ENTRY_COUNTY];
    if (county->length > COUNTY_MAX)
        return;
    if (walk->end == (size_t)2 * ORDERS_KEPT) {
        memmove(walk->kept, walk->kept + ORDERS_KEPT, (size_t)ORDERS_KEPT * sizeof(*walk->kept));
        walk->first = 0;
        walk->end = ORDERS_KEPT;
    }
    struct order_kept *order = &walk->kept[walk->end];
    memset(order, 0, sizeof(*order));
    order->order_id = entries[0].order_id;
    memcpy(order->county, county->bytes, county->length);
    walk->bytes.used = 0;
    if (!put_entries(walk, entries, count, order->county) ||
        !put_withheld(walk, withheld, at, order->order_id, order->county))
        return;
    crypto_sha256(walk->bytes.at, walk->bytes.used, order->digest);
    walk->end++;
}

static bool look_at_page(struct task *task, struct entry_walk *walk, const struct db_rows *rows,
                         struct refusal *why)
{
    int n = db_count(rows), at = 0;
    struct db_rows *withheld;
    struct entry *entries = arena_array(task->arena, (size_t)n, sizeof(*entries));
    int64_t *rosters = arena_array(task->arena, (size_t)n, sizeof(*rosters));
    for (int i = 0; i < n; i++) {
        struct entry *entry = &entries[i];
        entry->order_id = db_i64(rows, i, AUDIT_ENTRY_PAGE_ORDER_ID);
        entry->content = db_bytes(rows, i, AUDIT_ENTRY_PAGE_CONTENT, &entry->length);
        if (stamp_read(entry->content, entry->length, entry->fields, ENTRY_ROSTER + 1) !=
            ENTRY_ROSTER + 1)
            return refuse(why, &REFUSAL_INTERNAL, NULL);
        look_at_stamp(walk, rows, i, entry);
        rosters[i] = stamp_field_i64(&entry->fields[ENTRY_ROSTER]);
    }
    if (!read_rosters(task, walk, rosters, n, why) ||
        !db_query_class(task, DB_AUDIT, &SQL_audit_withheld_page,
                        DB_ARGS(DB_I64(entries[0].order_id), DB_I64(entries[n - 1].order_id)),
                        &withheld, why))
        return false;
    for (int first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && entries[end].order_id == entries[first].order_id; end++)
            ;
        keep_order(walk, entries + first, end - first, withheld, &at);
    }
    walk->after = entries[n - 1].order_id;
    return true;
}

static bool go_on(struct task *task, struct entry_walk *walk, struct refusal *why)
{
    struct arena *own = task->arena;
    struct db_rows *rows;
    task->arena = arena_new(ARENA_LIMIT_DEFAULT);
    bool asked = db_query_class(task, DB_AUDIT, &SQL_audit_entry_page,
                                DB_ARGS(DB_I64(walk->after), DB_I64(ENTRIES_A_PAGE)), &rows, why);
    walk->at_end = asked && db_count(rows) < ENTRIES_A_PAGE;
    if (asked && db_count(rows) > 0)
        asked = look_at_page(task, walk, rows, why);
    arena_free(task->arena);
    task->arena = own;
    return asked;
}

bool entry_walk_rest(struct task *task, struct entry_walk *walk, struct refusal *why)
{
    while (!walk->at_end)
        if (!go_on(task, walk, why))
            return false;
    return true;
}

/* ---- digests ---- */

static const struct order_kept *find_order(const struct entry_walk *walk, int64_t order_id)
{
    size_t low = walk->first, high = walk->end;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (walk->kept[middle].order_id < order_id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < walk->end && walk->kept[low].order_id == order_id ? &walk->kept[low] : NULL;
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

static bool ask_digests(struct task *task, struct ledger_digest **wanted, int count,
                        struct refusal *why)
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
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_ledger_digest,
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
    while (!walk->at_end && walk->after < last)
        if (!go_on(task, walk, why))
            return false;
    for (int i = 0; i < count; i++)
        if (!is_kept(walk, wanted[i]))
            wanted[missing++] = wanted[i];
    return missing == 0 || ask_digests(task, wanted, missing, why);
}
