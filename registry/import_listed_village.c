/* The lists of poor villages: a file is the whole list of each county that it names. The register's
 * fourth rule asks them (register/verdict.h). */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/import_seen.h"
#include "gen/registry/sql.h"
#include "registry/import.h"

static const struct import_column COLUMNS[] = {{"village_code", "村代码", "500236131201", NULL},
                                               {"name", "村名", "示例村", NULL},
                                               {"valid_from", "哪天起算", "2014-01-01", NULL},
                                               {"valid_to", "哪天起不再算", "", NULL},
                                               {NULL, "valid_to", NULL, NULL}};
enum { V_CODE, V_NAME, V_FROM, V_TO };

struct village_row {
    const char *code, *name, *valid_from, *valid_to; /* "" = it counts on */
};

/* The whole list is remembered in the run's memory: the country had 128,000 of them. */
enum { LIST_MAX = 200000 };
struct reading {
    struct import_seen seen;
    const char **codes, **days; /* LIST_MAX each */
    size_t count;
};

static const char *row_key(struct import_file *file, const struct village_row *village)
{
    return arena_printf(file->arena, "%s/%s", village->code, village->valid_from);
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct village_row *village = item;
    village->code =
        import_checked(file, row, V_CODE, import_is_village_code, false, "not a code of 12 digits");
    village->name = import_words(file, row, V_NAME, 1, 40);
    village->valid_from = import_date(file, row, V_FROM);
    village->valid_to = import_text(file, row, V_TO);
    if (village->valid_to[0] != '\0')
        village->valid_to = import_date(file, row, V_TO);
    if (clock_is_date(village->valid_from) && clock_is_date(village->valid_to) &&
        strcmp(village->valid_to, village->valid_from) <= 0)
        import_fault(file, row, V_TO, "the village would not count on any day");
    import_unique(file, row, V_CODE, &reading->seen, row_key(file, village),
                  "the village is in the file twice from the same day on");
    if (import_row(file, row) > LIST_MAX)
        import_fault(file, row, V_CODE, "more villages than the lists can have");
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    const struct village_row *rows = items;
    (void)state;
    return IMPORT_CHECK_PLACES(file, V_CODE, IMPORT_VILLAGE, rows, code, why);
}

#define SUBJECT "listed_village" /* in the trail of changes */
static const struct import_trail_columns CHANGED = {
    IMPORT_LISTED_VILLAGE_SET_CODE, IMPORT_LISTED_VILLAGE_SET_COUNTY_CODE,
    IMPORT_LISTED_VILLAGE_SET_IS_NEW, IMPORT_LISTED_VILLAGE_SET_BEFORE,
    IMPORT_LISTED_VILLAGE_SET_AFTER};
static const struct import_trail_columns GONE = {.code = IMPORT_LISTED_VILLAGE_KEEP_CODE,
                                                 .county_code =
                                                     IMPORT_LISTED_VILLAGE_KEEP_COUNTY_CODE,
                                                 .before = IMPORT_LISTED_VILLAGE_KEEP_BEFORE};

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct reading *reading = state;
    const struct village_row *rows = items;
    size_t n = file->rows;
    struct db_rows *touched;
    struct import_trail trail;
    if (!db_tx_query(file->import->tx, &SQL_import_listed_village_set,
                     DB_ARGS(DB_COLUMN_TEXT(rows, n, code), DB_COLUMN_TEXT(rows, n, name),
                             DB_COLUMN_TEXT(rows, n, valid_from),
                             DB_COLUMN_TEXT(rows, n, valid_to)),
                     &touched, why))
        return false;
    const char **keys = arena_array(file->arena, n, sizeof(*keys));
    for (size_t row = 0; row < n && reading->count < LIST_MAX; row++) {
        keys[row] = row_key(file, &rows[row]);
        reading->codes[reading->count] = arena_strdup(file->import->arena, rows[row].code);
        reading->days[reading->count++] = arena_strdup(file->import->arena, rows[row].valid_from);
    }
    import_outcomes(file, keys, touched, IMPORT_LISTED_VILLAGE_SET_KEY,
                    IMPORT_LISTED_VILLAGE_SET_IS_NEW);
    import_trail_begin(&trail, file, SUBJECT);
    import_trail_note_rows(&trail, touched, CHANGED);
    import_trail_send(&trail);
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct village_row), check, link, NULL,
                                        write};

static bool read_listed(struct import *import, const char *path, struct refusal *why)
{
    struct reading *reading = arena_array(import->arena, 1, sizeof(*reading));
    reading->codes = arena_array(import->arena, LIST_MAX, sizeof(*reading->codes));
    reading->days = arena_array(import->arena, LIST_MAX, sizeof(*reading->days));
    struct db_rows *gone;
    bool ok = import_read(import, path, &FORM, reading, why);
    import_seen_release(&reading->seen);
    if (!ok || !db_tx_query(import->tx, &SQL_import_listed_village_keep,
                            DB_ARGS(DB_TEXTS(reading->codes, reading->count),
                                    DB_TEXTS(reading->days, reading->count)),
                            &gone, why))
        return false;
    import_trail_removed(import, SUBJECT, gone, GONE);
    db_tx_send(import->tx, &SQL_import_listed_village_noted,
               DB_ARGS(DB_TEXTS(reading->codes, reading->count)));
    return true;
}

static const struct import_table TABLES[] = {
    {NULL, "一行一个名单上的贫困村。文件里写到的县，名单以文件为准：里面没有的会去掉", COLUMNS},
    {NULL, NULL, NULL}};
const struct importer IMPORT_LISTED_VILLAGES = {"listed-villages", read_listed, TABLES};
