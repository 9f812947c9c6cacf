/* regions.csv. May be read again: rows that are there take the new values; with a day from which on
 * they hold, what was there becomes the past (registry/region.h).
 *
 * The first pass copies the rows into a table of their own (region_import), so that what must hold
 * for the whole file - parents, successors, what lives below what dies - is asked of the database
 * in a few statements, and memory is that of a chunk for 670,000 rows as well.
 */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/db_copy.h"
#include "base/id.h"
#include "base/text.h"
#include "gen/registry/sql.h"
#include "registry/import.h"
#include "registry/region.h"

static const struct import_word LEVELS[] = {{"1", "省"}, {"2", "市"}, {"3", "县"},
                                            {"4", "乡"}, {"5", "村"}, {NULL, NULL}};
static const struct import_column COLUMNS[] = {{"code", "区划代码", "500236131201", NULL},
                                               {"level", "层级（1省2市3县4乡5村）", "5", LEVELS},
                                               {"parent", "上级代码", "500236131", NULL},
                                               {"name", "名称", "示例村", NULL},
                                               {"pickable", "可选为收货地", "是", IMPORT_YES_NO},
                                               {"valid_from", "启用日期", "", NULL},
                                               {"valid_to", "停用日期", "", NULL},
                                               {"successor", "后继代码", "", NULL},
                                               {NULL, "valid_from valid_to successor", NULL, NULL}};
enum { R_CODE, R_LEVEL, R_PARENT, R_NAME, R_PICKABLE, R_FROM, R_TO, R_SUCCESSOR };

static const size_t LEVEL_DIGITS[] = {0, 6, 6, 6, 9, 12};

struct region_row {
    const char *code, *parent, *name;
    const char *valid_from, *valid_to, *successor; /* "" = not said */
    int64_t level;
    bool pickable;
    bool fits; /* code and level, so that it can be looked at with the others */
};

struct reading {
    int64_t id; /* of its rows in region_import */
};

/* ---- a row ---- */

/* A day, or "". */
static const char *day(struct import_file *file, size_t row, int column)
{
    const char *text = import_text(file, row, column);
    if (text[0] == '\0')
        return "";
    text = import_date(file, row, column);
    return clock_is_date(text) ? text : "";
}

static void check_successor(struct import_file *file, size_t row, const struct region_row *region)
{
    if (region->successor[0] == '\0')
        return;
    if (import_text(file, row, R_TO)[0] == '\0')
        import_fault(file, row, R_TO, "a code with a successor has ended: say since when");
    if (strcmp(region->successor, region->code) == 0)
        import_fault(file, row, R_SUCCESSOR, "a code does not follow itself");
    else if (region->fits && strlen(region->successor) != LEVEL_DIGITS[region->level])
        import_fault(file, row, R_SUCCESSOR, "the successor is of another level");
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct region_row *region = item;
    (void)state;
    region->code =
        import_checked(file, row, R_CODE, region_is_code, false, "not a code of 6, 9 or 12 digits");
    region->level = import_int(file, row, R_LEVEL, 1, 5);
    region->fits = strlen(region->code) == LEVEL_DIGITS[region->level];
    if (!region->fits)
        import_fault(file, row, R_LEVEL, "the level does not fit the length of the code");
    region->fits = region->fits && region_is_code(region->code);
    region->parent = import_checked(file, row, R_PARENT, region_is_code, region->level == 1,
                                    "not a code of 6, 9 or 12 digits");
    if (region->level == 1 && region->parent[0] != '\0')
        import_fault(file, row, R_PARENT, "a province has no parent");
    region->name = import_words(file, row, R_NAME, 1, 40);
    region->pickable = import_flag(file, row, R_PICKABLE);
    /* either may be to come: it is noted until then */
    region->valid_from = day(file, row, R_FROM);
    region->valid_to = day(file, row, R_TO);
    region->successor = import_checked(file, row, R_SUCCESSOR, region_is_code, true,
                                       "not a code of 6, 9 or 12 digits");
    check_successor(file, row, region);
}

/* ---- first pass: the whole file ---- */

/* A code, "" of what is none: that was told, and its bytes may be anything. */
static const char *code_or_nothing(const char *text)
{
    return region_is_code(text) ? text : "";
}

static const char *name_or_nothing(const char *text)
{
    return text_is_clean(text, strlen(text), true) ? text : "";
}

static struct db_value text_or_null(const char *text)
{
    return text[0] != '\0' ? DB_TEXT(text) : DB_NULL;
}

/* Brings the chunk's rows beside those of the chunks before. */
static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    const struct reading *reading = state;
    const struct region_row *regions = items;
    struct db_copy *copy = db_copy_begin(file->import->tx, &SQL_import_region_copy, why);
    if (copy == NULL)
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct region_row *region = &regions[row];
        const struct db_value values[] = {DB_I64(reading->id),
                                          DB_I64(import_row(file, row)),
                                          DB_TEXT(region->code),
                                          DB_I64(region->level),
                                          DB_TEXT(code_or_nothing(region->parent)),
                                          DB_TEXT(name_or_nothing(region->name)),
                                          DB_BOOL(region->pickable),
                                          text_or_null(region->valid_from),
                                          text_or_null(region->valid_to),
                                          text_or_null(code_or_nothing(region->successor))};
        if (region->fits && !db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why))
            return false;
    }
    return db_copy_end(copy, NULL, why);
}

/* What the statements' words mean. */
static const struct {
    const char *fault;
    int column;
    const char *message;
} FAULTS[] = {
    {"twice", R_CODE, "the code is in the file twice on this level"},
    {"no_parent", R_PARENT, "the parent is neither in the file nor in the database"},
    {"parent_ended", R_PARENT, "the parent has ended"},
    {"parent_late", R_PARENT, "the parent begins only later"},
    {"unchanged", R_FROM, "the code is all that already: say what is different from that day on"},
    {"ended", R_FROM, "the code has ended: say from which day on it is valid again"},
    {"overlaps", R_FROM, "the code was something else on that day"},
    {"ends_early", R_TO, "the code would end before it begins"},
    {"children", R_TO, "places below it are still in force: end or move them in the same file"},
    {"followed", R_TO, "a code that it follows ended only later"},
    {"no_successor", R_SUCCESSOR, "there is no such successor"},
    {"successor_ended", R_SUCCESSOR, "the successor had ended by then"},
    {"successor_late", R_SUCCESSOR, "the successor begins only later"},
    {"circle", R_SUCCESSOR, "the successors go round in a circle"},
};

static void tell(struct import_file *file, int64_t row, const char *fault)
{
    for (size_t i = 0; i < sizeof(FAULTS) / sizeof(FAULTS[0]); i++)
        if (strcmp(FAULTS[i].fault, fault) == 0)
            import_fault_at(file, row, FAULTS[i].column, FAULTS[i].message);
}

/* Each statement has the columns row_no, fault. */
static bool ask(struct import_file *file, const struct reading *reading, const struct sql *sql,
                struct refusal *why)
{
    enum { ROW, FAULT };
    struct db_rows *rows;
    if (!db_tx_query(file->import->tx, sql, DB_ARGS(DB_I64(reading->id)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        tell(file, db_i64(rows, i, ROW), db_text(rows, i, FAULT));
    return true;
}

static bool conclude(struct import_file *file, void *state, struct refusal *why)
{
    const struct reading *reading = state;
    db_tx_send(file->import->tx, &SQL_import_region_analyze, DB_NO_ARGS);
    return ask(file, reading, &SQL_import_region_twice, why) &&
           ask(file, reading, &SQL_import_region_parent, why) &&
           ask(file, reading, &SQL_import_region_life, why) &&
           ask(file, reading, &SQL_import_region_successor, why);
}

/* ---- second pass ---- */

static const char *level_key(struct import_file *file, const struct region_row *region)
{
    return arena_printf(file->arena, "%s/%d", region->code, (int)region->level);
}

/* Each place that was there and is something else now, in the trail of its county. */
static void leave_trail(struct import_file *file, const struct db_rows *touched)
{
    static const struct import_trail_columns AT = {
        IMPORT_REGION_SET_CODE, IMPORT_REGION_SET_COUNTY_CODE, IMPORT_REGION_SET_IS_NEW,
        IMPORT_REGION_SET_BEFORE, IMPORT_REGION_SET_AFTER};
    struct import_trail trail;
    import_trail_begin(&trail, file, "region");
    import_trail_note_rows(&trail, touched, AT);
    import_trail_send(&trail);
}

/* Rows `from` to before `to` of the chunk. */
static bool write_some(struct import_file *file, const struct reading *reading, size_t from,
                       size_t to, const char *const *keys, struct refusal *why)
{
    struct db_rows *touched;
    if (!db_tx_query(file->import->tx, &SQL_import_region_set,
                     DB_ARGS(DB_I64(reading->id), DB_I64(import_row(file, from)),
                             DB_I64(import_row(file, to - 1))),
                     &touched, why))
        return false;
    import_outcomes_between(file, from, to, keys, touched, IMPORT_REGION_SET_KEY,
                            IMPORT_REGION_SET_IS_NEW);
    leave_trail(file, touched);
    return true;
}

/* What the statement wrote is held against what came row by row, so its time grows with the square
 * of what it is given at once. */
static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    enum { AT_ONCE = 250 };
    const struct region_row *regions = items;
    size_t n = file->rows;
    const char **keys = arena_array(file->arena, n, sizeof(*keys));
    for (size_t row = 0; row < n; row++)
        keys[row] = level_key(file, &regions[row]);
    for (size_t from = 0; from < n; from += AT_ONCE)
        if (!write_some(file, state, from, from + AT_ONCE < n ? from + AT_ONCE : n, keys, why))
            return false;
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct region_row), check, link, conclude,
                                        write};

static bool read_regions(struct import *import, const char *path, struct refusal *why)
{
    struct reading reading = {.id = id_next()};
    if (!import_read(import, path, &FORM, &reading, why))
        return false;
    db_tx_send(import->tx, &SQL_import_region_drop, DB_ARGS(DB_I64(reading.id)));
    db_tx_send(import->tx, &SQL_region_notify, DB_NO_ARGS);
    return true;
}

static const struct import_table TABLES[] = {
    {NULL,
     "一行一个地方。代码和层级已有的改上级、名称和可不可选；写了启用日期的，原来的名称和上级留作历"
     "史。"
     "停用的代码写停用日期，有后继的写后继代码。启用或停用日期还没到的先记下，到那天"
     "自动启用、改名或停用；写了已到的启用日期、没写停用日期的，取消记下的；还没启用的新地方，停用"
     "日期写得和启用日期一样，就是不设了。后三列可以没有",
     COLUMNS},
    {NULL, NULL, NULL}};
const struct importer IMPORT_REGIONS = {"regions", read_regions, TABLES};
