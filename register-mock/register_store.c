#include "register-mock/register_store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { NONCE_LIFE_S = 600, BEIJING_MINUTES = 480 };
/* Until when a record that is the present one stands. */
#define NOW_ON "9223372036854775807"

static const char SCHEMA[] =
    "create table if not exists counter (name text primary key, value integer not null)"
    "    without rowid;"
    "create table if not exists household (village_code text not null, household_no text not null,"
    "    from_change integer not null, to_change integer not null, members integer not null,"
    "    record text not null);"
    "create table if not exists person (person_no text primary key, id_number text not null,"
    "    household_no text not null) without rowid;"
    "create table if not exists change (change_no integer primary key, changed_at text not null,"
    "    kind text not null, household_no text not null, record text not null, into_nos text);"
    "create table if not exists snapshot (snapshot_no integer primary key,"
    "    snapshot_id text not null unique, taken_at text not null, change_no integer not null,"
    "    households integer not null, members integer not null);"
    "create table if not exists nonce (client text not null, nonce text not null,"
    "    seen_at integer not null, primary key (client, nonce)) without rowid;"
    "create index if not exists nonce_age on nonce (seen_at);";

/* A household is in one village at a time, and a snapshot is read in this order. */
static const char INDEXES[] =
    "create unique index if not exists household_place"
    "    on household (village_code, household_no, from_change);"
    "create unique index if not exists household_now on household (household_no)"
    "    where to_change = " NOW_ON ";"
    "create index if not exists household_past on household (to_change)"
    "    where to_change < " NOW_ON ";"
    "create unique index if not exists person_identity on person (id_number);";

/* ---- opening ------------------------------------------------------------------------------- */

static int64_t counter(struct register_store *store, const char *name)
{
    sqlite3_stmt *statement =
        register_db_use(store->db, "select value from counter where name = ?1");
    register_db_text(statement, 1, name);
    int64_t value = register_db_step(store->db, statement) ? sqlite3_column_int64(statement, 0) : 0;
    register_db_done(statement);
    return value;
}

static void set_counter(struct register_store *store, const char *name, int64_t value)
{
    sqlite3_stmt *statement =
        register_db_use(store->db, "insert into counter (name, value) values (?1, ?2)"
                                   " on conflict (name) do update set value = excluded.value");
    register_db_text(statement, 1, name);
    register_db_i64(statement, 2, value);
    register_db_do(store->db, statement);
}

int64_t register_store_count(struct register_store *store, const char *name)
{
    int64_t number = counter(store, name) + 1;
    set_counter(store, name, number);
    return number;
}

static void read_counters(struct register_store *store)
{
    store->change_no = counter(store, "change_no");
    store->households = counter(store, "households");
    store->members = counter(store, "members");
}

bool register_store_open(struct register_store *store, const char *path, FILE *errors)
{
    *store = (struct register_store){.db = register_db_open(path, errors)};
    if (store->db == NULL)
        return false;
    register_db_run(store->db, SCHEMA);
    register_db_run(store->db, INDEXES);
    read_counters(store);
    return true;
}

bool register_store_open_bulk(struct register_store *store, const char *path, FILE *errors)
{
    *store = (struct register_store){.db = register_db_open_bulk(path, errors)};
    if (store->db == NULL)
        return false;
    register_db_run(store->db, SCHEMA);
    return true;
}

void register_store_close(struct register_store *store)
{
    register_db_close(store->db);
    store->db = NULL;
}

void register_store_begin(struct register_store *store)
{
    register_db_begin(store->db);
}

static void keep_counters(struct register_store *store)
{
    set_counter(store, "change_no", store->change_no);
    set_counter(store, "households", store->households);
    set_counter(store, "members", store->members);
}

void register_store_commit(struct register_store *store)
{
    register_db_commit(store->db);
}

void register_store_rollback(struct register_store *store)
{
    register_db_run(store->db, "rollback");
    read_counters(store);
}

/* ---- households ---------------------------------------------------------------------------- */

static void put_person(struct register_store *store, const struct register_person *person,
                       const char *household_no)
{
    sqlite3_stmt *statement = register_db_use(
        store->db,
        person->moved_out
            ? "insert into person (person_no, id_number, household_no)"
              " values (?1, ?2, ?3) on conflict do nothing"
            : "insert into person (person_no, id_number, household_no)"
              " values (?1, ?2, ?3) on conflict (person_no) do update"
              " set id_number = excluded.id_number, household_no = excluded.household_no");
    register_db_text(statement, 1, person->person_no);
    register_db_text(statement, 2, person->id_number);
    register_db_text(statement, 3, household_no);
    register_db_do(store->db, statement);
}

static void put_household(struct register_store *store, const struct register_household *household)
{
    sqlite3_stmt *statement = register_db_use(
        store->db, "insert into household (village_code, household_no, from_change, to_change,"
                   "    members, record) values (?1, ?2, ?3, " NOW_ON ", ?4, ?5)");
    register_db_text(statement, 1, household->village_code);
    register_db_text(statement, 2, household->household_no);
    register_db_i64(statement, 3, store->change_no);
    register_db_i64(statement, 4, household->count);
    register_db_text(statement, 5, household->record);
    register_db_do(store->db, statement);
    for (int i = 0; i < household->count; i++)
        put_person(store, &household->people[i], household->household_no);
    store->households++;
    store->members += household->count;
}

void register_store_fill(struct register_store *store, const struct register_household *household)
{
    put_household(store, household);
}

void register_store_filled(struct register_store *store)
{
    register_db_run(store->db, INDEXES);
    keep_counters(store);
}

/* The newest change that a readable snapshot shows; -1 = there is none. */
static int64_t shown_until(struct register_store *store)
{
    sqlite3_stmt *statement =
        register_db_use(store->db, "select coalesce(max(change_no), -1) from snapshot");
    int64_t change_no =
        register_db_step(store->db, statement) ? sqlite3_column_int64(statement, 0) : -1;
    register_db_done(statement);
    return change_no;
}

/* The present record gives way to the one of the change that has just begun: it is kept when a
 * snapshot shows it. */
static void end_present(struct register_store *store, const char *household_no)
{
    int64_t from_change = -1, rowid = 0;
    int members = 0;
    sqlite3_stmt *statement =
        register_db_use(store->db, "select rowid, from_change, members from household"
                                   " where household_no = ?1 and to_change = " NOW_ON);
    register_db_text(statement, 1, household_no);
    if (register_db_step(store->db, statement)) {
        rowid = sqlite3_column_int64(statement, 0);
        from_change = sqlite3_column_int64(statement, 1);
        members = sqlite3_column_int(statement, 2);
    }
    register_db_done(statement);
    if (from_change < 0)
        return;
    store->households--;
    store->members -= members;
    statement =
        register_db_use(store->db, from_change <= shown_until(store)
                                       ? "update household set to_change = ?2 where rowid = ?1"
                                       : "delete from household where rowid = ?1 and ?2 > 0");
    register_db_i64(statement, 1, rowid);
    register_db_i64(statement, 2, store->change_no);
    register_db_do(store->db, statement);
}

int64_t register_store_change(struct register_store *store, const char *kind,
                              const struct register_household *household, const char *into,
                              int64_t now_us)
{
    char changed_at[32];
    store->change_no++;
    end_present(store, household->household_no);
    put_household(store, household);
    sqlite3_stmt *statement = register_db_use(
        store->db,
        "insert into change (change_no, changed_at, kind, household_no, record, into_nos)"
        " values (?1, ?2, ?3, ?4, ?5, ?6)");
    register_db_i64(statement, 1, store->change_no);
    register_db_text(statement, 2, clock_rfc3339(now_us, BEIJING_MINUTES, changed_at));
    register_db_text(statement, 3, kind);
    register_db_text(statement, 4, household->household_no);
    register_db_text(statement, 5, household->record);
    register_db_text(statement, 6, into);
    register_db_do(store->db, statement);
    keep_counters(store);
    return store->change_no;
}

/* The first column of the one row that a text finds; NULL when there is none. */
static char *find_one(struct register_store *store, struct arena *arena, const char *text,
                      const char *key)
{
    sqlite3_stmt *statement = register_db_use(store->db, text);
    register_db_text(statement, 1, key);
    char *found =
        register_db_step(store->db, statement) ? register_db_column(statement, 0, arena) : NULL;
    register_db_done(statement);
    return found;
}

char *register_store_record(struct register_store *store, struct arena *arena,
                            const char *household_no)
{
    return find_one(store, arena,
                    "select record from household where household_no = ?1 and to_change = " NOW_ON,
                    household_no);
}

char *register_store_household_of(struct register_store *store, struct arena *arena,
                                  const char *id_number)
{
    return find_one(store, arena, "select household_no from person where id_number = ?1",
                    id_number);
}

char *register_store_person_of(struct register_store *store, struct arena *arena,
                               const char *id_number)
{
    return find_one(store, arena, "select person_no from person where id_number = ?1", id_number);
}

char *register_store_home(struct register_store *store, struct arena *arena, const char *person_no)
{
    return find_one(store, arena, "select household_no from person where person_no = ?1",
                    person_no);
}

int register_store_numbers(struct register_store *store, struct arena *arena, const char *after,
                           int limit, const char **numbers)
{
    int count = 0;
    sqlite3_stmt *statement =
        register_db_use(store->db, "select household_no from household where household_no > ?1"
                                   " and to_change = " NOW_ON " order by household_no limit ?2");
    register_db_text(statement, 1, after);
    register_db_i64(statement, 2, limit);
    while (register_db_step(store->db, statement))
        numbers[count++] = register_db_column(statement, 0, arena);
    return count;
}

/* ---- changes ------------------------------------------------------------------------------- */

int register_store_news(struct register_store *store, struct arena *arena, int64_t after, int limit,
                        struct register_news *news)
{
    int count = 0;
    sqlite3_stmt *statement = register_db_use(
        store->db, "select change_no, changed_at, kind, household_no, record, into_nos from change"
                   " where change_no > ?1 order by change_no limit ?2");
    register_db_i64(statement, 1, after);
    register_db_i64(statement, 2, limit);
    while (register_db_step(store->db, statement))
        news[count++] = (struct register_news){
            .change_no = sqlite3_column_int64(statement, 0),
            .changed_at = register_db_column(statement, 1, arena),
            .kind = register_db_column(statement, 2, arena),
            .household_no = register_db_column(statement, 3, arena),
            .record = register_db_column(statement, 4, arena),
            .into = register_db_column(statement, 5, arena),
        };
    return count;
}

/* ---- snapshots ----------------------------------------------------------------------------- */

static bool read_snapshot(struct register_store *store, sqlite3_stmt *statement,
                          struct arena *arena, struct register_snapshot *snapshot)
{
    bool found = register_db_step(store->db, statement);
    if (found)
        *snapshot = (struct register_snapshot){
            .snapshot_id = register_db_column(statement, 0, arena),
            .taken_at = register_db_column(statement, 1, arena),
            .change_no = sqlite3_column_int64(statement, 2),
            .households = sqlite3_column_int64(statement, 3),
            .members = sqlite3_column_int64(statement, 4),
        };
    register_db_done(statement);
    return found;
}

bool register_store_latest(struct register_store *store, struct arena *arena,
                           struct register_snapshot *snapshot)
{
    return read_snapshot(
        store,
        register_db_use(store->db, "select snapshot_id, taken_at, change_no, households, members"
                                   " from snapshot order by snapshot_no desc limit 1"),
        arena, snapshot);
}

bool register_store_snapshot(struct register_store *store, struct arena *arena,
                             const char *snapshot_id, struct register_snapshot *snapshot)
{
    sqlite3_stmt *statement =
        register_db_use(store->db, "select snapshot_id, taken_at, change_no, households, members"
                                   " from snapshot where snapshot_id = ?1");
    register_db_text(statement, 1, snapshot_id);
    return read_snapshot(store, statement, arena, snapshot);
}

/* The day and its running number: "S20261129-1". */
static const char *new_snapshot_id(struct register_store *store, struct arena *arena,
                                   int64_t now_us)
{
    char day[11];
    clock_beijing_day(now_us, day);
    const char *stem = arena_printf(arena, "S%.4s%.2s%.2s-", day, day + 5, day + 8);
    const char *name = arena_printf(arena, "snapshots %s", day);
    return arena_printf(arena, "%s%" PRId64, stem, register_store_count(store, name));
}

/* Only the last two stay readable, and of the past only what they show. */
static void forget_old(struct register_store *store)
{
    register_db_run(
        store->db,
        "delete from snapshot where snapshot_no <= (select max(snapshot_no) from snapshot)"
        " - 2;"
        "delete from household where to_change < " NOW_ON
        " and to_change <= (select min(change_no) from snapshot);");
}

void register_store_take(struct register_store *store, struct arena *arena, int64_t now_us,
                         struct register_snapshot *snapshot)
{
    char taken_at[32];
    clock_rfc3339(now_us, BEIJING_MINUTES, taken_at);
    *snapshot = (struct register_snapshot){
        .snapshot_id = new_snapshot_id(store, arena, now_us),
        .taken_at = arena_strdup(arena, taken_at),
        .change_no = store->change_no,
        .households = store->households,
        .members = store->members,
    };
    sqlite3_stmt *statement = register_db_use(
        store->db,
        "insert into snapshot (snapshot_no, snapshot_id, taken_at, change_no, households,"
        "    members) select coalesce(max(snapshot_no), 0) + 1, ?1, ?2, ?3, ?4, ?5"
        " from snapshot");
    register_db_text(statement, 1, snapshot->snapshot_id);
    register_db_text(statement, 2, snapshot->taken_at);
    register_db_i64(statement, 3, snapshot->change_no);
    register_db_i64(statement, 4, snapshot->households);
    register_db_i64(statement, 5, snapshot->members);
    register_db_do(store->db, statement);
    forget_old(store);
}

/* ---- pages --------------------------------------------------------------------------------- */

/* A text that grows outside the arena, as a page may be some megabytes. */
struct growing {
    char *bytes;
    size_t length, capacity;
};

static void grow(struct growing *text, const void *bytes, size_t length)
{
    if (text->length + length + 1 > text->capacity) {
        text->capacity = (text->length + length + 1) * 2;
        text->bytes = realloc(text->bytes, text->capacity);
        if (text->bytes == NULL)
            abort();
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

static void take_row(struct register_page *page, struct growing *text, sqlite3_stmt *statement)
{
    page->last = text->length;
    snprintf(page->village_code, sizeof page->village_code, "%s",
             (const char *)sqlite3_column_text(statement, 0));
    snprintf(page->household_no, sizeof page->household_no, "%s",
             (const char *)sqlite3_column_text(statement, 1));
    const void *record = sqlite3_column_text(statement, 2);
    grow(text, record, (size_t)sqlite3_column_bytes(statement, 2));
    grow(text, "\n", 1);
    page->count++;
}

void register_store_page(struct register_store *store, struct arena *arena,
                         const struct register_snapshot *snapshot, const char *village_code,
                         const char *household_no, int limit, struct register_page *page)
{
    struct growing text = {0};
    *page = (struct register_page){0};
    grow(&text, "", 0);
    sqlite3_stmt *statement =
        register_db_use(store->db, "select village_code, household_no, record from household"
                                   " where (village_code, household_no) > (?1, ?2)"
                                   " and from_change <= ?3 and to_change > ?3"
                                   " order by village_code, household_no limit ?4");
    register_db_text(statement, 1, village_code);
    register_db_text(statement, 2, household_no);
    register_db_i64(statement, 3, snapshot->change_no);
    register_db_i64(statement, 4, limit + 1);
    while (register_db_step(store->db, statement)) {
        if (page->count == limit) {
            page->more = true;
            register_db_done(statement);
            break;
        }
        take_row(page, &text, statement);
    }
    page->text = text.bytes;
    page->length = text.length;
    arena_defer(arena, free, text.bytes);
}

/* ---- nonces -------------------------------------------------------------------------------- */

bool register_store_nonce(struct register_store *store, const char *client, const char *nonce,
                          int64_t now_s)
{
    register_db_begin(store->db);
    sqlite3_stmt *statement = register_db_use(store->db, "delete from nonce where seen_at < ?1");
    register_db_i64(statement, 1, now_s - NONCE_LIFE_S);
    register_db_do(store->db, statement);
    statement = register_db_use(store->db, "insert into nonce (client, nonce, seen_at)"
                                           " values (?1, ?2, ?3) on conflict do nothing");
    register_db_text(statement, 1, client);
    register_db_text(statement, 2, nonce);
    register_db_i64(statement, 3, now_s);
    register_db_do(store->db, statement);
    bool fresh = register_db_written(store->db) == 1;
    register_db_commit(store->db);
    return fresh;
}
