#include "registry/organisation_join.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/grant_rule.h"
#include "registry/sealed.h"
#include "registry/session.h"

enum { EXPIRED_A_ROUND = 100 };

/* ---- coming in ---- */

static void seal_contact(struct task *task, const struct organisation_join *join, int64_t id,
                         const uint8_t **sealed, size_t *length)
{
    json_t *contact =
        json_pack("{s:s, s:s}", "name", join->contact_name, "phone", join->contact_phone);
    char *text = json_dumps(contact, JSON_COMPACT);
    *sealed = crypto_seal_at(task->arena, CRYPTO_PLACE(ORGANISATION_CONTACT, id), text, length);
    free(text);
    json_decref(contact);
}

static void add(struct task *task, struct db_tx *tx, const struct organisation_join *join,
                int64_t id)
{
    const uint8_t *contact;
    size_t length;
    char code[32];
    snprintf(code, sizeof(code), "o-%lld", (long long)id);
    seal_contact(task, join, id, &contact, &length);
    db_tx_send(tx, &SQL_organisation_add,
               DB_ARGS(DB_I64(id), DB_TEXT(code), DB_TEXT(ORGANISATION_KIND_WORDS[join->kind]),
                       DB_TEXT(join->name), DB_TEXT(join->uscc), DB_TEXT(join->county_code),
                       DB_TEXT(join->township_code), DB_TEXT(join->village_code),
                       DB_BYTES(contact, length)));
    db_tx_send(tx, &SQL_organisation_stamp, DB_ARGS(stamp_key(), DB_I64S(&id, 1)));
}

static bool move(struct db_tx *tx, int64_t id, const char *county_code,
                 enum organisation_state from, enum organisation_state to, int64_t actor_id,
                 const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_organisation_move,
                     DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&ORGANISATION_MACHINE, from)),
                             DB_TEXT(machine_state_name(&ORGANISATION_MACHINE, to))),
                     &rows, why))
        return false;
    machine_log(tx, &ORGANISATION_MACHINE, &id, &county_code, 1, from, to, actor_id, reason);
    return true;
}

static bool give_owner(struct db_tx *tx, const struct organisation_join *join, int64_t id,
                       struct refusal *why)
{
    struct db_rows *rows;
    bool station = join->kind == ORGANISATION_STATION;
    if (!station && (ORGANISATION_SELLS & 1u << join->kind) == 0)
        return true;
    if (!db_tx_query(tx, &SQL_grant_give,
                     DB_ARGS(DB_I64(id_next()), DB_I64(join->applicant_id),
                             DB_TEXT(role_name(station ? ROLE_STATION_OFFICER : ROLE_PRODUCER)),
                             DB_TEXT(station ? join->county_code : ""), DB_I64(id), DB_I64(0),
                             DB_I64(join->decider_id), DB_TEXT(join->reason), DB_TEXT(""),
                             DB_BOOL(false)),
                     &rows, why))
        return false;
    grant_leave_trail(tx, join->decider_id, "grant", db_i64(rows, 0, GRANT_GIVE_ID));
    session_tell_all(tx);
    return true;
}

bool organisation_join(struct task *task, struct db_tx *tx, const struct organisation_join *join,
                       int64_t *id, struct refusal *why)
{
    *id = id_next();
    add(task, tx, join, *id);
    return move(tx, *id, join->county_code, ORGANISATION_APPLIED, ORGANISATION_ACTIVE,
                join->decider_id, join->reason, why) &&
           give_owner(tx, join, *id, why);
}

bool organisation_uscc_taken(struct db_tx *tx, const char *uscc, int64_t but_id, bool *taken,
                             struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_organisation_uscc_taken, DB_ARGS(DB_TEXT(uscc), DB_I64(but_id)),
                     &rows, why))
        return false;
    *taken = db_bool(rows, 0, ORGANISATION_USCC_TAKEN_TAKEN);
    return true;
}

/* ---- papers ---- */

bool organisation_papers_hold(struct db_tx *tx, int64_t id, const char *last_day, int64_t actor_id,
                              struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_organisation_papers_set, DB_ARGS(DB_I64(id), DB_TEXT(last_day)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    const char *state = db_text(rows, 0, ORGANISATION_PAPERS_SET_STATE);
    const char *county_code = db_text(rows, 0, ORGANISATION_PAPERS_SET_COUNTY_CODE);
    if (machine_state(&ORGANISATION_MACHINE, state) != ORGANISATION_EXPIRED ||
        !db_bool(rows, 0, ORGANISATION_PAPERS_SET_HOLDS))
        return true;
    if (!move(tx, id, county_code, ORGANISATION_EXPIRED, ORGANISATION_ACTIVE, actor_id,
              "换证审核通过", why))
        return false;
    session_tell_all(tx);
    return true;
}

static bool expire_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_organisation_expired, DB_ARGS(DB_I64(EXPIRED_A_ROUND)), &rows, why))
        return false;
    *done = db_count(rows);
    for (int row = 0; row < *done; row++) {
        int64_t id = db_i64(rows, row, ORGANISATION_EXPIRED_ID);
        const char *county_code = db_text(rows, row, ORGANISATION_EXPIRED_COUNTY_CODE);
        if (!move(tx, id, county_code, ORGANISATION_ACTIVE, ORGANISATION_EXPIRED, ACTOR_SYSTEM,
                  "必备证照到期", why))
            return false;
    }
    if (*done > 0)
        session_tell_all(tx);
    return true;
}

bool organisation_expire_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return db_transact(task, DB_WORK, expire_body, done, why);
}
