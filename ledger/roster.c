#include "ledger/roster.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/memo.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"

/* A roster is one for its pool and the digest of its places. */
struct roster_key {
    int64_t plan_id;
    int64_t pool_no;
    uint8_t digest[32];
    char kind[16];
};

struct wanted {
    struct roster_key key;
    struct roster *roster;
};

/* A roster that was committed is there for ever. */
static struct memo memo = {.sets = 1024,
                           .ways = 4,
                           .key_size = sizeof(struct roster_key),
                           .value_size = sizeof(int64_t),
                           .max_age_ms = 3600000};

/* What roster_digest() in the database makes of the places. */
static struct roster_key key_of(struct task *task, const struct roster *roster)
{
    struct roster_key key = {.plan_id = roster->places->plan_id,
                             .pool_no = roster->places->pool_no};
    int length = snprintf(key.kind, sizeof(key.kind), "%s", roster->places->kind);
    assert(length < (int)sizeof(key.kind));
    struct crypto_hash *hash = crypto_hash_new();
    for (int i = 0; i < roster->count; i++) {
        const struct attribution_credit *place = &roster->places[i];
        const char *line = arena_printf(task->arena, "%lld|%s\n", (long long)place->household_id,
                                        place->village_code);
        crypto_hash_add(hash, line, strlen(line));
    }
    crypto_hash_end(hash, key.digest);
    return key;
}

/* Asks for those that have no id yet; `keep`: what is found was committed by somebody before. */
static bool ask(struct db_tx *tx, struct wanted *wanted, int count, bool keep, struct refusal *why)
{
    struct db_rows *rows;
    uint64_t stamp = memo_stamp(&memo);
    if (!db_tx_query(tx, &SQL_roster_find,
                     DB_ARGS(DB_COLUMN_I64(wanted, count, key.plan_id),
                             DB_COLUMN_I64(wanted, count, key.pool_no),
                             DB_COLUMN_CHARS(wanted, count, key.kind),
                             DB_COLUMN_HASH(wanted, count, key.digest)),
                     &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        struct wanted *found = &wanted[db_i64(rows, i, ROSTER_FIND_PLACE) - 1];
        found->roster->id = db_i64(rows, i, ROSTER_FIND_ROSTER_ID);
        if (keep)
            memo_keep(&memo, &found->key, &found->roster->id, stamp);
    }
    return true;
}

/* Those without an id, each as a new roster; the same one twice is written once. */
static void add(struct task *task, struct db_tx *tx, const struct wanted *wanted, int count)
{
    struct {
        int64_t id;
        const struct wanted *of;
        struct roster_key key;
        const char *county_code;
        int64_t producer_id;
    } *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    struct {
        int64_t roster_id;
        int place;
        struct attribution_credit of;
    } * places;
    int n = 0, m = 0, capacity = 0;
    for (int i = 0; i < count; i++) {
        if (wanted[i].roster->id != 0)
            continue;
        rows[n].id = id_next();
        rows[n].of = &wanted[i];
        rows[n].key = wanted[i].key;
        rows[n].producer_id = wanted[i].roster->places[0].producer_id;
        rows[n++].county_code = wanted[i].roster->places[0].county_code;
        capacity += wanted[i].roster->count;
    }
    places = arena_array(task->arena, (size_t)capacity, sizeof(*places));
    for (int i = 0; i < n; i++)
        for (int p = 0; p < rows[i].of->roster->count; p++) {
            places[m].roster_id = rows[i].id;
            places[m].place = p + 1;
            places[m++].of = rows[i].of->roster->places[p];
        }
    db_tx_send(tx, &SQL_roster_add,
               DB_ARGS(DB_COLUMN_I64(rows, n, id), DB_COLUMN_TEXT(rows, n, county_code),
                       DB_COLUMN_I64(rows, n, key.plan_id), DB_COLUMN_I64(rows, n, key.pool_no),
                       DB_COLUMN_CHARS(rows, n, key.kind), DB_COLUMN_HASH(rows, n, key.digest),
                       stamp_key(), DB_COLUMN_I64(places, m, roster_id),
                       DB_COLUMN_I64(places, m, place), DB_COLUMN_TEXT(places, m, of.county_code),
                       DB_COLUMN_I64(places, m, of.household_id),
                       DB_COLUMN_TEXT(places, m, of.village_code),
                       DB_COLUMN_I64(rows, n, producer_id)));
}

static int missing(const struct wanted *wanted, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n += wanted[i].roster->id == 0;
    return n;
}

bool roster_find(struct task *task, struct db_tx *tx, struct roster *rosters, int count,
                 struct refusal *why)
{
    struct wanted *wanted = arena_array(task->arena, (size_t)count, sizeof(*wanted));
    for (int i = 0; i < count; i++) {
        wanted[i] = (struct wanted){.key = key_of(task, &rosters[i]), .roster = &rosters[i]};
        const int64_t *known = memo_find(&memo, &wanted[i].key);
        rosters[i].id = known != NULL ? *known : 0;
    }
    if (missing(wanted, count) == 0)
        return true;
    if (!ask(tx, wanted, count, true, why))
        return false;
    if (missing(wanted, count) == 0)
        return true;
    add(task, tx, wanted, count);
    return ask(tx, wanted, count, false, why);
}
