/* regions.csv. May be read again: rows that are there take the new values. */
#include <string.h>

#include "base/arena.h"
#include "base/import_seen.h"
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
                                               {NULL, NULL, NULL, NULL}};
enum { R_CODE, R_LEVEL, R_PARENT, R_NAME, R_PICKABLE };

static const size_t LEVEL_DIGITS[] = {0, 6, 6, 6, 9, 12};

struct region_row {
    const char *code, *parent, *name;
    int64_t level;
    bool pickable;
};

/* "<code>/<level>" of what the file has: a code may stand on two levels. */
struct reading {
    struct import_seen seen;
    struct import_wanted parents;
};

static const char *level_key(struct import_file *file, const char *code, int64_t level)
{
    return arena_printf(file->arena, "%s/%d", code, (int)level);
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct region_row *region = item;
    region->code =
        import_checked(file, row, R_CODE, region_is_code, false, "not a code of 6, 9 or 12 digits");
    region->level = import_int(file, row, R_LEVEL, 1, 5);
    if (strlen(region->code) != LEVEL_DIGITS[region->level])
        import_fault(file, row, R_LEVEL, "the level does not fit the length of the code");
    import_unique(file, row, R_CODE, &reading->seen, level_key(file, region->code, region->level),
                  "the code is in the file twice on this level");
    region->parent = import_checked(file, row, R_PARENT, region_is_code, region->level == 1,
                                    "not a code of 6, 9 or 12 digits");
    region->name = import_words(file, row, R_NAME, 1, 40);
    region->pickable = import_flag(file, row, R_PICKABLE);
}

/* A parent is in the file, perhaps further down, or in the database already. */
static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct reading *reading = state;
    struct region_row *regions = items;
    struct import_index known;
    import_index_init(&known, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &known, IMPORT_FIND[IMPORT_REGION], regions, parent,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct region_row *region = &regions[row];
        if (region->level == 1) {
            if (region->parent[0] != '\0')
                import_fault(file, row, R_PARENT, "a province has no parent");
        } else if (import_index_find(&known, region->parent) == NULL) {
            import_want(file, row, R_PARENT, &reading->seen, &reading->parents,
                        level_key(file, region->parent, region->level - 1));
        }
    }
    return true;
}

static void conclude(struct import_file *file, void *state)
{
    struct reading *reading = state;
    import_want_check(file, &reading->seen, &reading->parents,
                      "the parent is neither in the file nor in the database");
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct region_row *regions = items;
    size_t n = file->rows;
    struct db_rows *touched;
    (void)state;
    if (!db_tx_query(file->import->tx, &SQL_import_region_set,
                     DB_ARGS(DB_COLUMN_TEXT(regions, n, code), DB_COLUMN_I64(regions, n, level),
                             DB_COLUMN_TEXT(regions, n, parent), DB_COLUMN_TEXT(regions, n, name),
                             DB_COLUMN_BOOL(regions, n, pickable)),
                     &touched, why))
        return false;
    const char **keys = arena_array(file->arena, n, sizeof(*keys));
    for (size_t row = 0; row < n; row++)
        keys[row] = level_key(file, regions[row].code, regions[row].level);
    import_outcomes(file, keys, touched, IMPORT_REGION_SET_KEY, IMPORT_REGION_SET_IS_NEW);
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct region_row), check, link, conclude,
                                        write};

static bool read_regions(struct import *import, const char *path, struct refusal *why)
{
    struct reading reading = {.parents = {0}};
    bool ok = import_read(import, path, &FORM, &reading, why);
    import_seen_release(&reading.seen);
    import_wanted_release(&reading.parents);
    return ok;
}

static const struct import_table TABLES[] = {
    {NULL, "一行一个地方。代码和层级已有的改上级、名称和可不可选", COLUMNS}, {NULL, NULL, NULL}};
const struct importer IMPORT_REGIONS = {"regions", read_regions, TABLES};
