#include "registry/address_parse.h"

#include "base/db.h"
#include "gen/registry/sql.h"
#include "registry/address_paste.h"
#include "registry/region.h"

enum { COUNTY = 3 };

_Static_assert((int)REGION_IN_TEXT_CODE == (int)REGION_TOWNSHIPS_CODE &&
                   (int)REGION_IN_TEXT_LEVEL == (int)REGION_TOWNSHIPS_LEVEL &&
                   (int)REGION_IN_TEXT_NAME == (int)REGION_TOWNSHIPS_NAME,
               "both are read alike");

static bool ask(struct task *task, const struct sql *sql, const char *argument,
                struct place **places, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, sql, DB_ARGS(DB_TEXT(argument)), &rows, why))
        return false;
    *count = db_count(rows);
    *places = arena_array(task->arena, (size_t)*count, sizeof(**places));
    for (int i = 0; i < *count; i++)
        (*places)[i] = (struct place){.code = db_text(rows, i, REGION_IN_TEXT_CODE),
                                      .level = (int)db_i64(rows, i, REGION_IN_TEXT_LEVEL),
                                      .name = db_text(rows, i, REGION_IN_TEXT_NAME)};
    return true;
}

/* The region; *complete when it is as low as an address goes. */
static bool find_region(struct task *task, struct address_paste *paste, bool *complete,
                        struct refusal *why)
{
    struct place *places;
    int count;
    *complete = false;
    if (!ask(task, &SQL_region_in_text, paste->text, &places, &count, why))
        return false;
    paste->chain = place_chain_find(paste->text, places, count);
    if (paste->chain.place == NULL || paste->chain.place->level < COUNTY)
        return true;
    if (!ask(task, &SQL_region_townships, paste->chain.place->code, &places, &count, why))
        return false;
    *complete = place_chain_extend(&paste->chain, paste->text, places, count) || count == 0;
    return true;
}

json_t *address_parse_json(struct task *task, const char *pasted, struct refusal *why)
{
    struct address_paste paste;
    bool complete;
    address_paste_begin(task->arena, pasted, &paste);
    if (!find_region(task, &paste, &complete, why))
        return NULL;
    address_paste_end(task->arena, &paste);
    const char *code = paste.chain.place != NULL ? paste.chain.place->code : "";
    json_t *missing = json_array();
    const struct {
        const char *name;
        bool there;
    } fields[] = {{"name", paste.name[0] != '\0'},
                  {"phone", paste.phone[0] != '\0'},
                  {"region_code", complete},
                  {"detail", paste.detail[0] != '\0'}};
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (!fields[i].there)
            json_array_append_new(missing, json_string(fields[i].name));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "name", paste.name, "phone", paste.phone,
                     "detail", paste.detail, "region_code", code, "region_name",
                     code[0] != '\0' ? region_path(task, code) : "", "unrecognised", missing);
}
