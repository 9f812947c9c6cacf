/* regions.csv and freight.csv. Both may be read again: rows that are there take the new values. */
#include <string.h>

#include "base/arena.h"
#include "gen/mall/sql.h"
#include "mall/import_file.h"
#include "mall/import_index.h"
#include "registry/region.h"

/* ---- regions ---- */

static const char *const REGION_COLUMNS[] = {"code", "level", "parent", "name", "pickable", NULL};
enum { R_CODE, R_LEVEL, R_PARENT, R_NAME, R_PICKABLE };

struct region_table {
    const char **codes, **parents, **names;
    int64_t *levels;
    bool *pickable;
};

static const size_t LEVEL_DIGITS[] = {0, 6, 6, 6, 9, 12};

/* "<code>/<level>": a code may stand on two levels. */
static const char *level_key(struct import *import, const char *code, int64_t level)
{
    return arena_printf(import->arena, "%s/%d", code, (int)level);
}

static void check_region(struct import_file *file, size_t row, struct region_table *table,
                         struct import_index *seen)
{
    struct import_entry *entry;
    const char *code =
        import_checked(file, row, R_CODE, region_is_code, false, "not a code of 6, 9 or 12 digits");
    int64_t level = import_int(file, row, R_LEVEL, 1, 5);
    if (strlen(code) != LEVEL_DIGITS[level])
        import_fault(file, row, R_LEVEL, "the level does not fit the length of the code");
    if (!import_index_add(seen, level_key(file->import, code, level), &entry))
        import_fault(file, row, R_CODE, "the code is in the file twice on this level");
    table->codes[row] = code;
    table->levels[row] = level;
    table->parents[row] = import_checked(file, row, R_PARENT, region_is_code, level == 1,
                                         "not a code of 6, 9 or 12 digits");
    table->names[row] = import_words(file, row, R_NAME, 1, 40);
    table->pickable[row] = import_flag(file, row, R_PICKABLE);
}

/* A parent is in the file, or in the database already. */
static bool check_parents(struct import_file *file, const struct region_table *table,
                          const struct import_index *seen, struct refusal *why)
{
    struct import_index known;
    import_index_init(&known, file->import->arena);
    if (!import_index_load(file->import, &known, &SQL_import_region_find, table->parents,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const char *parent = table->parents[row];
        if (table->levels[row] == 1) {
            if (parent[0] != '\0')
                import_fault(file, row, R_PARENT, "a province has no parent");
        } else if (import_index_find(
                       seen, level_key(file->import, parent, table->levels[row] - 1)) == NULL &&
                   import_index_find(&known, parent) == NULL) {
            import_fault(file, row, R_PARENT,
                         "the parent is neither in the file nor in the database");
        }
    }
    return true;
}

bool import_regions(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index seen;
    if (!import_file_open(import, path, REGION_COLUMNS, &file, why))
        return false;
    struct region_table table = {
        .codes = arena_array(import->arena, file.rows, sizeof(char *)),
        .parents = arena_array(import->arena, file.rows, sizeof(char *)),
        .names = arena_array(import->arena, file.rows, sizeof(char *)),
        .levels = arena_array(import->arena, file.rows, sizeof(int64_t)),
        .pickable = arena_array(import->arena, file.rows, sizeof(bool)),
    };
    import_index_init(&seen, import->arena);
    for (size_t row = 0; row < file.rows; row++)
        check_region(&file, row, &table, &seen);
    if (!check_parents(&file, &table, &seen, why) || !import_is_clean(import, why))
        return false;
    for (size_t at = 0, n; at < file.rows; at += n) {
        n = file.rows - at < IMPORT_CHUNK ? file.rows - at : IMPORT_CHUNK;
        if (!db_tx_query(import->tx, &SQL_import_region_set,
                         DB_ARGS(DB_TEXTS(table.codes + at, n), DB_I64S(table.levels + at, n),
                                 DB_TEXTS(table.parents + at, n), DB_TEXTS(table.names + at, n),
                                 DB_BOOLS(table.pickable + at, n)),
                         NULL, why))
            return false;
    }
    import->row_count += (int64_t)file.rows;
    return true;
}

/* ---- freight ---- */

static const char *const FREIGHT_COLUMNS[] = {
    "county_code", "region_prefix", "first_g",     "first_fen",
    "step_g",      "step_fen",      "deliverable", NULL};
enum { F_COUNTY, F_PREFIX, F_FIRST_G, F_FIRST_FEN, F_STEP_G, F_STEP_FEN, F_DELIVERABLE };

/* "*" or the first digits of a code: province, city, county, township, village. */
static bool is_prefix(const char *text)
{
    size_t length = strlen(text);
    return strcmp(text, "*") == 0 ||
           (strspn(text, "0123456789") == length &&
            (length == 2 || length == 4 || length == 6 || length == 9 || length == 12));
}

struct freight_table {
    const char **counties, **prefixes;
    int64_t *numbers[4];
    bool *deliverable;
};

static void check_freight(struct import_file *file, size_t row, struct freight_table *table,
                          struct import_index *seen)
{
    static const int64_t MIN[] = {1, 0, 1, 0}, MAX[] = {1000000, 1000000, 1000000, 1000000};
    struct import_entry *entry;
    const char *county =
        import_checked(file, row, F_COUNTY, region_is_code, false, "not a code of 6 digits");
    const char *prefix = import_checked(file, row, F_PREFIX, is_prefix, false,
                                        "neither * nor the first digits of a code");
    if (!import_index_add(seen, arena_printf(file->import->arena, "%s/%s", county, prefix), &entry))
        import_fault(file, row, F_PREFIX, "the county has two rows for this prefix");
    table->counties[row] = county;
    table->prefixes[row] = strcmp(prefix, "*") == 0 ? "" : prefix;
    for (int i = 0; i < 4; i++)
        table->numbers[i][row] = import_int(file, row, F_FIRST_G + i, MIN[i], MAX[i]);
    table->deliverable[row] = import_flag(file, row, F_DELIVERABLE);
}

static bool check_counties(struct import_file *file, const struct freight_table *table,
                           const struct import_index *seen, struct refusal *why)
{
    struct import_index known;
    import_index_init(&known, file->import->arena);
    if (!import_index_load(file->import, &known, &SQL_import_region_find, table->counties,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *county = import_index_find(&known, table->counties[row]);
        if (county == NULL || county->id != 3)
            import_fault(file, row, F_COUNTY, "there is no such county");
        else if (import_index_find(
                     seen, arena_printf(file->import->arena, "%s/*", table->counties[row])) == NULL)
            import_fault(file, row, F_COUNTY, "the county has no default row (prefix *)");
    }
    return true;
}

bool import_freight(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index seen;
    if (!import_file_open(import, path, FREIGHT_COLUMNS, &file, why))
        return false;
    struct freight_table table = {
        .counties = arena_array(import->arena, file.rows, sizeof(char *)),
        .prefixes = arena_array(import->arena, file.rows, sizeof(char *)),
        .deliverable = arena_array(import->arena, file.rows, sizeof(bool)),
    };
    for (int i = 0; i < 4; i++)
        table.numbers[i] = arena_array(import->arena, file.rows, sizeof(int64_t));
    import_index_init(&seen, import->arena);
    for (size_t row = 0; row < file.rows; row++)
        check_freight(&file, row, &table, &seen);
    if (!check_counties(&file, &table, &seen, why) || !import_is_clean(import, why))
        return false;
    import->row_count += (int64_t)file.rows;
    return db_tx_query(
        import->tx, &SQL_import_freight_set,
        DB_ARGS(DB_TEXTS(table.counties, file.rows), DB_TEXTS(table.prefixes, file.rows),
                DB_I64S(table.numbers[0], file.rows), DB_I64S(table.numbers[1], file.rows),
                DB_I64S(table.numbers[2], file.rows), DB_I64S(table.numbers[3], file.rows),
                DB_BOOLS(table.deliverable, file.rows)),
        NULL, why);
}
