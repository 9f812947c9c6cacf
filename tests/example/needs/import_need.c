/* needs.csv */
#include "base/id.h"
#include "base/import_file.h"
#include "gen/needs/sql.h"
#include "needs/need.h"

static const struct import_column COLUMNS[] = {{"county_code", "县代码", "500236", NULL},
                                               {"title", "名称", "示例", NULL},
                                               {"boxes", "箱数", "10", NULL},
                                               {NULL, NULL, NULL, NULL}};
enum { N_COUNTY, N_TITLE, N_BOXES };

struct need_row {
    int64_t id, boxes;
    const char *county_code, *title;
};

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct need_row *need = item;
    (void)state;
    need->id = id_next();
    need->county_code = import_words(file, row, N_COUNTY, 6, 6);
    need->title = import_words(file, row, N_TITLE, 1, 60);
    need->boxes = import_int(file, row, N_BOXES, 0, 1000000);
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct need_row *needs = items;
    size_t n = file->rows;
    (void)state;
    return db_tx_query(file->import->tx, &SQL_import_need_add,
                       DB_ARGS(DB_COLUMN_I64(needs, n, id), DB_COLUMN_TEXT(needs, n, county_code),
                               DB_COLUMN_TEXT(needs, n, title), DB_COLUMN_I64(needs, n, boxes)),
                       NULL, why);
}

static const struct import_form FORM = {COLUMNS, sizeof(struct need_row), check, NULL, NULL, write};

static bool read_needs(struct import *import, const char *path, struct refusal *why)
{
    return import_read(import, path, &FORM, NULL, why);
}

static const struct import_table TABLES[] = {{NULL, "一行一个需求", COLUMNS}, {NULL, NULL, NULL}};
const struct importer IMPORT_NEEDS = {"needs", read_needs, TABLES};
