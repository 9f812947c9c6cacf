#include "mall/operate/year.h"

#include <stdio.h>
#include <string.h>

#include "base/change_trail.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/stamp.h"
#include "base/year.h"
#include "gen/base/sql.h"
#include "gen/mall/operate/sql.h"
#include "ledger/day.h"
#include "mall/operate/audit.h"
#include "mall/operate/house.h"

const struct refusal_kind YEAR_NOT_READY = {"year_not_ready", 409,
                                            "这一年的账现在还不能移出或调回"};

enum { MACHINES_MAX = 64, CARRIED_A_STATEMENT = 5000 };

/* Columns of what a folder says of a year. */
enum { SUBJECT, DETAIL };
enum { OBJECT_ID, AT_US };
enum { WHAT, KEY, COUNTY, FEN, DIGEST };

struct taking {
    int year;
    int64_t rows_from;
    int64_t objects_to, at_us; /* how far it reaches */
    int64_t carried, states, tables;
};

static bool not_ready(struct refusal *why, const char *subject, const char *detail)
{
    return refuse_detail(why, &YEAR_NOT_READY, "year", "%s %s", subject, detail);
}

/* Asks what speaks against it; refuses with the first. */
static bool ask_against(struct db_tx *tx, const struct sql *sql, const struct db_value *args,
                        int count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, sql, args, count, &rows, why))
        return false;
    return db_count(rows) == 0 ||
           not_ready(why, db_text(rows, 0, SUBJECT), db_text(rows, 0, DETAIL));
}

static bool look_at_year(struct db_tx *tx, struct taking *taking, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_year_look, DB_ARGS(DB_I64(taking->year)), &rows, why))
        return false;
    taking->rows_from = db_i64(rows, 0, YEAR_LOOK_ROWS_FROM);
    if (taking->rows_from == 0)
        return not_ready(why, "no table", "has that year");
    if (!db_bool(rows, 0, YEAR_LOOK_IS_EVEN))
        return not_ready(why, "its tables", "do not all end there");
    if (!db_bool(rows, 0, YEAR_LOOK_IS_OVER))
        return not_ready(why, "the year", "is not over, or not for a day");
    return db_bool(rows, 0, YEAR_LOOK_IS_OLDEST) ||
           not_ready(why, "an older year", "is still in the books: take that out first");
}

static bool ask_folders(struct db_tx *tx, const struct taking *taking, struct refusal *why)
{
    if (!ask_against(tx, &SQL_year_unproved,
                     DB_ARGS(DB_I64(taking->rows_from), DB_I64(taking->year), stamp_key(),
                             DB_I64(config_int("MALL_AUDIT_FULL_DAYS"))),
                     why))
        return false;
    for (const struct module *const *module = house_modules(); *module != NULL; module++) {
        const struct year_part *part = (*module)->years;
        if (part != NULL && part->refuse != NULL &&
            !ask_against(tx, part->refuse, DB_ARGS(DB_I64(taking->rows_from)), why))
            return false;
    }
    return true;
}

/* The machines of what passes, or of all else. */
static int name_machines(bool passing, const char *names[MACHINES_MAX])
{
    int n = 0;
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        for (const struct machine *const *machine = (*module)->machines;
             machine != NULL && *machine != NULL; machine++)
            if ((*machine)->passing == passing && n < MACHINES_MAX)
                names[n++] = (*machine)->name;
    return n;
}

static void reach(struct taking *taking, const struct db_rows *rows)
{
    int64_t object_id = db_i64(rows, 0, OBJECT_ID);
    if (object_id > taking->objects_to)
        taking->objects_to = object_id;
    if (!db_is_null(rows, 0, AT_US) && db_i64(rows, 0, AT_US) > taking->at_us)
        taking->at_us = db_i64(rows, 0, AT_US);
}

static bool ask_reach(struct db_tx *tx, struct taking *taking, struct refusal *why)
{
    const char *names[MACHINES_MAX];
    int n = name_machines(true, names);
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_year_reach_base,
                     DB_ARGS(DB_I64(taking->rows_from), DB_TEXTS(names, n)), &rows, why))
        return false;
    reach(taking, rows);
    for (const struct module *const *module = house_modules(); *module != NULL; module++) {
        const struct year_part *part = (*module)->years;
        if (part == NULL || part->reach == NULL)
            continue;
        if (!db_tx_query(tx, part->reach, DB_ARGS(DB_I64(taking->rows_from)), &rows, why))
            return false;
        reach(taking, rows);
    }
    return true;
}

struct carried {
    const char *what, *key, *county_code, *digest;
    int64_t fen;
};

static void add_carried(struct db_tx *tx, const struct taking *taking, const struct carried *rows,
                        int n)
{
    db_tx_send(tx, &SQL_year_carried_add,
               DB_ARGS(DB_I64(taking->year), DB_COLUMN_TEXT(rows, n, what),
                       DB_COLUMN_TEXT(rows, n, key), DB_COLUMN_TEXT(rows, n, county_code),
                       DB_COLUMN_I64(rows, n, fen), DB_COLUMN_TEXT(rows, n, digest), stamp_key()));
}

static void carry_rows(struct task *task, struct db_tx *tx, struct taking *taking,
                       const struct db_rows *rows)
{
    int count = db_count(rows);
    for (int first = 0; first < count; first += CARRIED_A_STATEMENT) {
        int n = count - first < CARRIED_A_STATEMENT ? count - first : CARRIED_A_STATEMENT;
        struct carried *some = arena_array(task->arena, (size_t)n, sizeof(*some));
        for (int i = 0; i < n; i++)
            some[i] = (struct carried){
                .what = db_text(rows, first + i, WHAT),
                .key = db_text(rows, first + i, KEY),
                .county_code = db_text(rows, first + i, COUNTY),
                .fen = db_is_null(rows, first + i, FEN) ? 0 : db_i64(rows, first + i, FEN),
                .digest =
                    db_is_null(rows, first + i, DIGEST) ? NULL : db_text(rows, first + i, DIGEST)};
        add_carried(tx, taking, some, n);
    }
    taking->carried += count;
}

static bool carry(struct task *task, struct db_tx *tx, struct taking *taking, struct refusal *why)
{
    const char *names[MACHINES_MAX];
    int n = name_machines(false, names);
    struct db_rows *rows;
    db_tx_send(tx, &SQL_year_begin, DB_ARGS(DB_I64(taking->year)));
    for (const struct module *const *module = house_modules(); *module != NULL; module++) {
        const struct year_part *part = (*module)->years;
        if (part == NULL || part->carry == NULL)
            continue;
        if (!db_tx_query(tx, part->carry, DB_ARGS(DB_I64(taking->rows_from)), &rows, why))
            return false;
        carry_rows(task, tx, taking, rows);
    }
    if (!db_tx_query(tx, &SQL_year_state_add,
                     DB_ARGS(DB_I64(taking->year), DB_I64(taking->rows_from), DB_TEXTS(names, n),
                             stamp_key()),
                     &rows, why))
        return false;
    taking->states = db_affected(rows);
    return true;
}

static void leave_trail(struct db_tx *tx, int year, const char *action)
{
    char key[12];
    snprintf(key, sizeof(key), "%d", year);
    change_trail_add(
        tx, &(struct change){
                .subject = "year", .subject_key = key, .county_code = "", .action = action});
}

static bool write_away(struct db_tx *tx, struct taking *taking, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_year_chains, DB_ARGS(DB_I64(taking->rows_from)), &rows, why) ||
        !db_tx_query(tx, &SQL_year_add,
                     DB_ARGS(DB_I64(taking->year), DB_I64(taking->rows_from),
                             DB_I64(taking->objects_to), DB_I64(taking->at_us),
                             DB_TEXT(db_text(rows, 0, YEAR_CHAINS_CHAINS)), DB_I64(taking->carried),
                             DB_I64(taking->states), stamp_key()),
                     &rows, why))
        return false;
    return !db_bool(rows, 0, YEAR_ADD_TOO_FAR) ||
           not_ready(why, "rows of it", "are of something that is more than a day younger");
}

/* The partitions go last, as nobody can read their tables from then on until it is committed. */
static bool take_away(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct taking *taking = argument;
    struct db_rows *rows;
    int year = taking->year;
    *taking = (struct taking){.year = year};
    if (!look_at_year(tx, taking, why) || !ask_folders(tx, taking, why) ||
        !ask_reach(tx, taking, why) || !carry(task, tx, taking, why) ||
        !write_away(tx, taking, why))
        return false;
    leave_trail(tx, year, "away");
    if (!db_tx_query(tx, &SQL_year_detach, DB_ARGS(DB_I64(year)), &rows, why))
        return false;
    taking->tables = db_i64(rows, 0, YEAR_DETACH_TABLES);
    return true;
}

bool year_take_away(struct task *task, int year, int64_t *tables, struct refusal *why)
{
    struct taking taking = {.year = year};
    int closed;
    if (!ledger_day_close_due(task, &closed, why) || !audit_close_chains(task, &closed, why) ||
        !db_transact(task, DB_AUDIT, take_away, &taking, why))
        return false;
    *tables = taking.tables;
    return true;
}

struct bringing {
    int year;
    int64_t tables;
};

static bool bring_back(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct bringing *bringing = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_year_floor_find, DB_NO_ARGS, &rows, why))
        return false;
    if (db_i64(rows, 0, YEAR_FLOOR_FIND_YEAR) > bringing->year)
        return not_ready(why, "a newer year", "is away as well: bring that back first");
    db_tx_send(tx, &SQL_year_back, DB_ARGS(DB_I64(bringing->year)));
    leave_trail(tx, bringing->year, "back");
    if (!db_tx_query(tx, &SQL_year_attach, DB_ARGS(DB_I64(bringing->year)), &rows, why))
        return false;
    bringing->tables = db_i64(rows, 0, YEAR_ATTACH_TABLES);
    return bringing->tables > 0 || not_ready(why, "the year", "is not away");
}

bool year_bring_back(struct task *task, int year, int64_t *tables, struct refusal *why)
{
    struct bringing bringing = {.year = year};
    if (!db_transact(task, DB_AUDIT, bring_back, &bringing, why))
        return false;
    *tables = bringing.tables;
    return true;
}

json_t *year_list_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_AUDIT, &SQL_year_list, DB_NO_ARGS, &rows, why))
        return NULL;
    json_t *years = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        char since[32];
        json_t *chains = json_loads(db_text(rows, i, YEAR_LIST_CHAINS), 0, NULL);
        json_array_append_new(
            years, json_pack("{s:I, s:s, s:s, s:s, s:I, s:I, s:o}", "year",
                             (json_int_t)db_i64(rows, i, YEAR_LIST_YEAR), "away_at",
                             clock_rfc3339(db_i64(rows, i, YEAR_LIST_AWAY_MS) * 1000, 480, since),
                             "settled_day", db_text(rows, i, YEAR_LIST_SETTLED_DAY),
                             "settled_month", db_text(rows, i, YEAR_LIST_SETTLED_MONTH), "carried",
                             (json_int_t)db_i64(rows, i, YEAR_LIST_CARRIED), "states",
                             (json_int_t)db_i64(rows, i, YEAR_LIST_STATES), "chains",
                             chains != NULL ? chains : json_array()));
    }
    return years;
}
