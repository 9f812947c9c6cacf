/* freight.csv. May be read again: rows that are there take the new prices. */
#include "logistics/import_freight.h"

#include <string.h>

#include "base/arena.h"
#include "base/import_seen.h"
#include "gen/logistics/sql.h"
#include "registry/import.h"
#include "registry/region.h"

static const struct import_column COLUMNS[] = {
    {"county_code", "发货县代码", "500236", NULL},
    {"region_prefix", "收货地区代码开头（*为其他）", "*", NULL},
    {"first_g", "首重（克）", "1000", NULL},
    {"first_fen", "首重运费（分）", "600", NULL},
    {"step_g", "续重（克）", "1000", NULL},
    {"step_fen", "续重运费（分）", "200", NULL},
    {"deliverable", "可送达", "是", IMPORT_YES_NO},
    {NULL, NULL, NULL, NULL}};
enum { F_COUNTY, F_PREFIX, F_FIRST_G, F_FIRST_FEN, F_STEP_G, F_STEP_FEN, F_DELIVERABLE };

struct freight_line {
    const char *county, *prefix;
    int64_t first_g, first_fen, step_g, step_fen;
    bool deliverable;
};

/* "<county>/<prefix>" of what the file has. */
struct reading {
    struct import_seen seen;
    struct import_wanted defaults;
};

/* "*" or the first digits of a code: province, city, county, township, village. */
static bool is_prefix(const char *text)
{
    size_t length = strlen(text);
    return strcmp(text, "*") == 0 ||
           (strspn(text, "0123456789") == length &&
            (length == 2 || length == 4 || length == 6 || length == 9 || length == 12));
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct freight_line *line = item;
    line->county =
        import_checked(file, row, F_COUNTY, region_is_code, false, "not a code of 6 digits");
    const char *prefix = import_checked(file, row, F_PREFIX, is_prefix, false,
                                        "neither * nor the first digits of a code");
    import_unique(file, row, F_PREFIX, &reading->seen,
                  arena_printf(file->arena, "%s/%s", line->county, prefix),
                  "the county has two rows for this prefix");
    line->prefix = strcmp(prefix, "*") == 0 ? "" : prefix;
    line->first_g = import_int(file, row, F_FIRST_G, 1, 1000000);
    line->first_fen = import_int(file, row, F_FIRST_FEN, 0, 1000000);
    line->step_g = import_int(file, row, F_STEP_G, 1, 1000000);
    line->step_fen = import_int(file, row, F_STEP_FEN, 0, 1000000);
    line->deliverable = import_flag(file, row, F_DELIVERABLE);
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct reading *reading = state;
    struct freight_line *lines = items;
    struct import_index known;
    import_index_init(&known, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &known, IMPORT_FIND[IMPORT_REGION], lines, county,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *county = import_index_find(&known, lines[row].county);
        if (county == NULL || county->id != IMPORT_COUNTY)
            import_fault(file, row, F_COUNTY, "there is no such county");
        else
            import_want(file, row, F_COUNTY, &reading->seen, &reading->defaults,
                        arena_printf(file->arena, "%s/*", lines[row].county));
    }
    return true;
}

static bool conclude(struct import_file *file, void *state, struct refusal *why)
{
    struct reading *reading = state;
    (void)why;
    import_want_check(file, &reading->seen, &reading->defaults,
                      "the county has no default row (prefix *)");
    return true;
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct freight_line *lines = items;
    size_t n = file->rows;
    struct db_rows *touched;
    (void)state;
    if (!db_tx_query(file->import->tx, &SQL_import_freight_set,
                     DB_ARGS(DB_COLUMN_TEXT(lines, n, county), DB_COLUMN_TEXT(lines, n, prefix),
                             DB_COLUMN_I64(lines, n, first_g), DB_COLUMN_I64(lines, n, first_fen),
                             DB_COLUMN_I64(lines, n, step_g), DB_COLUMN_I64(lines, n, step_fen),
                             DB_COLUMN_BOOL(lines, n, deliverable)),
                     &touched, why))
        return false;
    const char **keys = arena_array(file->arena, n, sizeof(*keys));
    for (size_t row = 0; row < n; row++)
        keys[row] = arena_printf(file->arena, "%s/%s", lines[row].county, lines[row].prefix);
    import_outcomes(file, keys, touched, IMPORT_FREIGHT_SET_KEY, IMPORT_FREIGHT_SET_IS_NEW);
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct freight_line), check, link, conclude,
                                        write};

static bool read_freight(struct import *import, const char *path, struct refusal *why)
{
    struct reading reading = {.defaults = {0}};
    bool ok = import_read(import, path, &FORM, &reading, why);
    import_seen_release(&reading.seen);
    import_wanted_release(&reading.defaults);
    return ok;
}

static const struct import_table TABLES[] = {
    {NULL, "一行一个收货地区。已有的地区改成新价；每个县要有一行“*”", COLUMNS}, {NULL, NULL, NULL}};
const struct importer IMPORT_FREIGHT = {"freight", read_freight, TABLES};
