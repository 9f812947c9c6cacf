/* counties_832.csv: the counties that were on the national list. A file is the whole list. */
#include <string.h>

#include "base/arena.h"
#include "base/import_seen.h"
#include "gen/registry/sql.h"
#include "registry/import.h"
#include "registry/listed_county.h"
#include "registry/region.h"

static const struct import_column COLUMNS[] = {{"code", "现行县代码", "500236", NULL},
                                               {"name", "名单上的名称", "奉节县", NULL},
                                               {"prefecture", "名单上的市州", "重庆市", NULL},
                                               {"exit_year", "退出年份", "2018", NULL},
                                               {NULL, NULL, NULL, NULL}};
enum { L_CODE, L_NAME, L_PREFECTURE, L_YEAR };

struct listed_row {
    const char *code, *name, *prefecture;
    int64_t exit_year;
};

/* The whole list is remembered, in the run's memory: it is a thousand rows. */
enum { LIST_MAX = 2000 };
struct reading {
    struct import_seen seen;
    const char *codes[LIST_MAX], *names[LIST_MAX];
    size_t count;
};

static const char *row_key(struct import_file *file, const struct listed_row *listed)
{
    return arena_printf(file->arena, "%s/%s", listed->code, listed->name);
}

static bool is_county_code(const char *text)
{
    return region_is_code(text) && strlen(text) == 6;
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct listed_row *listed = item;
    listed->code =
        import_checked(file, row, L_CODE, is_county_code, false, "not a code of 6 digits");
    listed->name = import_words(file, row, L_NAME, 2, 40);
    listed->prefecture = import_words(file, row, L_PREFECTURE, 2, 40);
    listed->exit_year =
        import_int(file, row, L_YEAR, LISTED_COUNTY_FIRST_EXIT, LISTED_COUNTY_LAST_EXIT);
    import_unique(file, row, L_NAME, &reading->seen, row_key(file, listed),
                  "the county is in the file twice under this name");
    if (import_row(file, row) > LIST_MAX)
        import_fault(file, row, L_CODE, "more counties than the list can have");
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    const struct listed_row *rows = items;
    (void)state;
    return IMPORT_CHECK_PLACES(file, L_CODE, IMPORT_COUNTY, rows, code, why);
}

#define SUBJECT "listed_county" /* in the trail of changes */
static const struct import_trail_columns CHANGED = {
    IMPORT_LISTED_SET_CODE, IMPORT_LISTED_SET_COUNTY_CODE, IMPORT_LISTED_SET_IS_NEW,
    IMPORT_LISTED_SET_BEFORE, IMPORT_LISTED_SET_AFTER};
static const struct import_trail_columns GONE = {.code = IMPORT_LISTED_KEEP_CODE,
                                                 .county_code = IMPORT_LISTED_KEEP_COUNTY_CODE,
                                                 .before = IMPORT_LISTED_KEEP_BEFORE};

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct reading *reading = state;
    const struct listed_row *rows = items;
    size_t n = file->rows;
    struct db_rows *touched;
    struct import_trail trail;
    if (!db_tx_query(file->import->tx, &SQL_import_listed_set,
                     DB_ARGS(DB_COLUMN_TEXT(rows, n, code), DB_COLUMN_TEXT(rows, n, name),
                             DB_COLUMN_TEXT(rows, n, prefecture),
                             DB_COLUMN_I64(rows, n, exit_year)),
                     &touched, why))
        return false;
    const char **keys = arena_array(file->arena, n, sizeof(*keys));
    for (size_t row = 0; row < n && reading->count < LIST_MAX; row++) {
        keys[row] = row_key(file, &rows[row]);
        reading->codes[reading->count] = arena_strdup(file->import->arena, rows[row].code);
        reading->names[reading->count++] = arena_strdup(file->import->arena, rows[row].name);
    }
    import_outcomes(file, keys, touched, IMPORT_LISTED_SET_KEY, IMPORT_LISTED_SET_IS_NEW);
    import_trail_begin(&trail, file, SUBJECT);
    import_trail_note_rows(&trail, touched, CHANGED);
    import_trail_send(&trail);
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct listed_row), check, link, NULL,
                                        write};

static bool read_listed(struct import *import, const char *path, struct refusal *why)
{
    struct reading *reading = arena_array(import->arena, 1, sizeof(*reading));
    struct db_rows *gone;
    bool ok = import_read(import, path, &FORM, reading, why);
    import_seen_release(&reading->seen);
    if (!ok || !db_tx_query(import->tx, &SQL_import_listed_keep,
                            DB_ARGS(DB_TEXTS(reading->codes, reading->count),
                                    DB_TEXTS(reading->names, reading->count)),
                            &gone, why))
        return false;
    import_trail_removed(import, SUBJECT, gone, GONE);
    db_tx_send(import->tx, &SQL_region_notify, DB_NO_ARGS);
    return true;
}

static const struct import_table TABLES[] = {
    {NULL, "一行一个名单上的县。文件就是整张名单：里面没有的会去掉", COLUMNS}, {NULL, NULL, NULL}};
const struct importer IMPORT_LISTED_COUNTIES = {"listed-counties", read_listed, TABLES};
