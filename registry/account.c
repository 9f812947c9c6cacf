#include "registry/account.h"

#include "base/change_trail.h"
#include "base/crypto.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/mask.h"
#include "registry/organisation.h"
#include "registry/region.h"
#include "registry/second.h"

#include <string.h>

const struct refusal_kind ACCOUNT_LOCKED = {"account_locked", 403, "账号已停用，请联系客服"};

void account_phone_hash(const char *phone, uint8_t hash[32])
{
    crypto_lookup_hash(ACCOUNT_PHONE, phone, hash);
}

void account_phone_hashes(const char *phone, struct account_phone *out)
{
    out->count = crypto_lookup_hashes(ACCOUNT_PHONE, phone, out->hashes);
}

/* From now on it is found by the newest key alone. */
static void rehash(struct task *task, struct db_tx *tx, const char *phone,
                   const struct account_phone *hashes, int64_t account_id)
{
    size_t length;
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), phone, &length);
    db_tx_send(tx, &SQL_account_rehash,
               DB_ARGS(DB_I64(account_id), DB_BYTES(hashes->hashes[0].hash, 32),
                       DB_BYTES(sealed, length)));
}

static bool find(struct task *task, struct db_tx *tx, const char *phone, int64_t *account_id,
                 struct refusal *why)
{
    struct db_rows *rows;
    struct account_phone hashes;
    *account_id = 0;
    account_phone_hashes(phone, &hashes);
    if (!db_tx_query(tx, &SQL_account_find_by_phone, ACCOUNT_PHONE_ARGS(&hashes), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    if (strcmp(db_text(rows, 0, ACCOUNT_FIND_BY_PHONE_STATE), "active") != 0)
        return refuse(why, &ACCOUNT_LOCKED, NULL);
    *account_id = db_i64(rows, 0, ACCOUNT_FIND_BY_PHONE_ID);
    if (!db_bool(rows, 0, ACCOUNT_FIND_BY_PHONE_NEWEST))
        rehash(task, tx, phone, &hashes, *account_id);
    return true;
}

bool account_find_or_create(struct task *task, struct db_tx *tx, const char *phone,
                            int64_t *account_id, struct refusal *why)
{
    uint8_t hash[32];
    struct db_rows *rows;
    size_t length;
    account_phone_hash(phone, hash);
    if (!find(task, tx, phone, account_id, why))
        return false;
    if (*account_id != 0)
        return true;
    int64_t id = id_next();
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, id), phone, &length);
    if (!db_tx_query(tx, &SQL_account_create,
                     DB_ARGS(DB_I64(id), DB_BYTES(hash, sizeof(hash)), DB_BYTES(sealed, length)),
                     &rows, why))
        return false;
    if (db_count(rows) == 1) {
        *account_id = db_i64(rows, 0, ACCOUNT_CREATE_ID);
        return true;
    }
    /* Another device of the same person was faster; its row is committed by now. */
    return find(task, tx, phone, account_id, why) &&
           (*account_id != 0 || refuse(why, &REFUSAL_CONFLICT, NULL));
}

static json_t *role_json(struct task *task, const struct grant *grant)
{
    char org_id[21], household_id[21];
    struct organisation organisation;
    struct refusal ignored;
    json_t *role =
        json_pack("{s:s, s:s, s:s, s:s?, s:s?}", "role", role_name(grant->role), "region_code",
                  grant->region_code, "region_name",
                  grant->region_code[0] != '\0' ? region_path(task, grant->region_code) : "",
                  "organisation_id", grant->org_id != 0 ? id_text(grant->org_id, org_id) : NULL,
                  "household_id",
                  grant->household_id != 0 ? id_text(grant->household_id, household_id) : NULL);
    if (grant->suspended)
        json_object_set_new(role, "suspended", json_true());
    if (grant->org_id != 0 && organisation_find(task, grant->org_id, &organisation, &ignored))
        json_object_set_new(role, "organisation_name", json_string(organisation.name));
    return role;
}

json_t *account_json(struct task *task, const struct session *session, struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_query(task, &SQL_account_find, DB_ARGS(DB_I64(session->account_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
        return NULL;
    }
    json_t *account = db_row_json(rows, 0);
    const void *sealed = db_bytes(rows, 0, ACCOUNT_FIND__PHONE, &length);
    const char *phone = crypto_open_at(
        task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, session->account_id), sealed, length);
    json_object_set_new(account, "phone",
                        json_string(phone != NULL ? mask_mobile(task->arena, phone) : ""));
    json_t *roles = json_array();
    for (int i = 0; i < session->grant_count; i++)
        json_array_append_new(roles, role_json(task, &session->grants[i]));
    json_t *second = second_json(task, session, why);
    json_t *me = json_pack("{s:o, s:o, s:o}", "account", account, "roles", roles, "second", second);
    return second != NULL ? me : NULL;
}

struct renaming {
    int64_t account_id;
    const char *display_name;
};

static bool rename_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct renaming *renaming = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_account_rename,
                     DB_ARGS(DB_I64(renaming->account_id), DB_TEXT(renaming->display_name)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0 ||
        strcmp(db_text(rows, 0, ACCOUNT_RENAME_WAS), renaming->display_name) == 0)
        return true;
    const char *was = mask_name(task->arena, db_text(rows, 0, ACCOUNT_RENAME_WAS));
    const char *is = mask_name(task->arena, renaming->display_name);
    change_trail_add(tx, &(struct change){.subject = "account",
                                          .subject_id = renaming->account_id,
                                          .county_code = "",
                                          .action = "rename",
                                          .before = json_pack("{s:s}", "display_name", was),
                                          .after = json_pack("{s:s}", "display_name",
                                                             mask_beside(task->arena, is, was))});
    return true;
}

bool account_rename(struct task *task, int64_t account_id, const char *display_name,
                    struct refusal *why)
{
    struct renaming renaming = {account_id, display_name};
    return db_transact(task, DB_FAST, rename_body, &renaming, why);
}
