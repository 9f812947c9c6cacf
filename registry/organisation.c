#include "registry/organisation.h"

#include "base/id.h"
#include "base/refusal.h"
#include "gen/registry/sql.h"
#include "registry/region.h"
#include "registry/session.h"

static const struct machine_move MOVES[] = {
    {ORGANISATION_APPLIED, ORGANISATION_ACTIVE, "资料核实通过"},
    {ORGANISATION_APPLIED, ORGANISATION_REMOVED, "申请未通过"},
    {ORGANISATION_ACTIVE, ORGANISATION_SUSPENDED, "暂停经营"},
    {ORGANISATION_SUSPENDED, ORGANISATION_ACTIVE, "恢复经营"},
    {ORGANISATION_SUSPENDED, ORGANISATION_REMOVED, "退出平台"},
    {ORGANISATION_ACTIVE, ORGANISATION_EXPIRED, "必备证照到期"},
    {ORGANISATION_EXPIRED, ORGANISATION_ACTIVE, "换证审核通过"},
    {ORGANISATION_EXPIRED, ORGANISATION_SUSPENDED, "暂停经营"},
};
const struct machine ORGANISATION_MACHINE =
    MACHINE("organisation", ORGANISATION_STATES,
            STATE_SET(ORGANISATION_APPLIED) | STATE_SET(ORGANISATION_ACTIVE), MOVES,
            &SQL_audit_organisation_state);

bool organisation_find(struct task *task, int64_t id, struct organisation *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_organisation_find, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *out = (struct organisation){
        .id = id,
        .code = db_text(rows, 0, ORGANISATION_FIND_CODE),
        .kind = db_text(rows, 0, ORGANISATION_FIND_KIND),
        .name = db_text(rows, 0, ORGANISATION_FIND_NAME),
        .uscc = db_text(rows, 0, ORGANISATION_FIND_USCC),
        .county_code = db_text(rows, 0, ORGANISATION_FIND_COUNTY_CODE),
        .village_code = db_text(rows, 0, ORGANISATION_FIND_VILLAGE_CODE),
        .state = machine_state(&ORGANISATION_MACHINE, db_text(rows, 0, ORGANISATION_FIND_STATE)),
        .township_code = db_text(rows, 0, ORGANISATION_FIND_TOWNSHIP_CODE),
    };
    return true;
}

json_t *organisation_json(struct task *task, int64_t id, struct refusal *why)
{
    struct organisation found;
    char digits[21];
    if (!organisation_find(task, id, &found, why))
        return NULL;
    const char *place = found.village_code[0] != '\0' ? found.village_code : found.county_code;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "organisation_id",
                     id_text(id, digits), "code", found.code, "kind", found.kind, "name",
                     found.name, "uscc", found.uscc, "county_code", found.county_code,
                     "township_code", found.township_code, "village_code", found.village_code,
                     "place_name", region_path(task, place), "state",
                     machine_state_name(&ORGANISATION_MACHINE, found.state));
}

json_t *organisation_list_json(struct task *task, const struct organisation_query *query,
                               const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_organisation_list,
                        DB_ARGS(DB_TEXT(query->county_code), DB_TEXT(query->kind), PAGE_ARGS(page),
                                DB_TEXT(query->state), DB_TEXT(query->words)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, ORGANISATION_LIST_ORGANISATION_ID);
}

json_t *organisation_desk_list_json(struct task *task, const struct organisation_query *query,
                                    const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_organisation_desk_list,
                        DB_ARGS(DB_TEXT(query->county_code), DB_TEXT(query->kind), PAGE_ARGS(page),
                                DB_TEXT(query->state), DB_TEXT(query->words)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, ORGANISATION_DESK_LIST_ORGANISATION_ID);
}

json_t *organisation_moves_json(struct task *task, int64_t id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_state_move_list,
                    DB_ARGS(DB_TEXT(ORGANISATION_MACHINE.name), DB_I64(id)), &rows, why)
               ? db_rows_json(rows)
               : NULL;
}

struct move {
    int64_t id;
    enum organisation_state to;
    int64_t actor_id;
    const char *reason;
};

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct move *move = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_organisation_lock, DB_ARGS(DB_I64(move->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    enum organisation_state from =
        machine_state(&ORGANISATION_MACHINE, db_text(rows, 0, ORGANISATION_LOCK_STATE));
    const char *county_code = db_text(rows, 0, ORGANISATION_LOCK_COUNTY_CODE);
    if (from == ORGANISATION_EXPIRED && move->to == ORGANISATION_ACTIVE)
        return refuse_detail(why, &REFUSAL_CONFLICT, "state", "证照过期了，换证审核通过后自动恢复");
    if (!machine_allows(&ORGANISATION_MACHINE, from, move->to))
        return refuse_detail(why, &REFUSAL_CONFLICT, "state", "当前状态不能这样变更");
    db_tx_send(tx, &SQL_organisation_move,
               DB_ARGS(DB_I64(move->id), DB_TEXT(machine_state_name(&ORGANISATION_MACHINE, from)),
                       DB_TEXT(machine_state_name(&ORGANISATION_MACHINE, move->to))));
    machine_log(tx, &ORGANISATION_MACHINE, &move->id, &county_code, 1, from, move->to,
                move->actor_id, move->reason);
    session_tell_all(tx);
    return true;
}

bool organisation_move(struct task *task, int64_t id, enum organisation_state to, int64_t actor_id,
                       const char *reason, struct refusal *why)
{
    struct move move = {id, to, actor_id, reason};
    if (!db_transact(task, DB_FAST, move_body, &move, why))
        return false;
    session_forget_all();
    return true;
}
