#include "settlement/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/machine.h"
#include "gen/settlement/sql.h"
#include "ledger/payout_run.h"
#include "register/client.h"
#include "register/state.h"
#include "registry/household.h"
#include "registry/household_record.h"
#include "registry/household_stage.h"

static const char *const WORDS[] = {PAYOUT_REASONS(STATE_WORD_)};

const char *payout_reasons_text(struct arena *arena, uint32_t reasons)
{
    const char *text = "";
    for (int i = 0; i < REASON_COUNT; i++)
        if ((reasons & STATE_SET(i)) != 0)
            text = arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? "," : "", WORDS[i]);
    return text;
}

uint32_t payout_reasons_of(const char *text)
{
    uint32_t reasons = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        for (int i = 0; i < REASON_COUNT; i++)
            if (strlen(WORDS[i]) == length && strncmp(WORDS[i], text, length) == 0)
                reasons |= STATE_SET(i);
        text += length + (text[length] == ',');
    }
    return reasons;
}

uint32_t compare_reasons(const struct compared_household *household)
{
    uint32_t reasons = 0;
    if (household->state == HOUSEHOLD_SUSPENDED)
        reasons |= STATE_SET(REASON_SUSPENDED);
    if (household->state == HOUSEHOLD_REMOVED)
        reasons |= STATE_SET(REASON_REMOVED);
    if (household->has_unfit)
        reasons |= STATE_SET(REASON_UNFIT);
    if (household->has_doubt)
        reasons |= STATE_SET(REASON_DOUBT);
    if (household->has_unknown)
        reasons |= STATE_SET(REASON_UNKNOWN);
    if (household->verdicts[0] == '\0')
        reasons |= STATE_SET(REASON_UNJUDGED);
    if (household->has_flag)
        reasons |= STATE_SET(REASON_FLAG);
    if (household->is_shared)
        reasons |= STATE_SET(REASON_SHARED);
    if (household->payee == NULL)
        reasons |= STATE_SET(REASON_NO_ACCOUNT);
    return reasons;
}

bool compare_basis(struct task *task, struct payout_basis *basis, const char **waits_for,
                   struct refusal *why)
{
    struct register_state state;
    if (!register_state_read(task, &state, why))
        return false;
    bool known = register_client_is_set() && state.trouble[0] == '\0' &&
                 state.snapshot_id[0] != '\0' && state.quiet_s >= 0 &&
                 state.quiet_s <= config_int("MALL_PAYOUT_REGISTER_S");
    *waits_for = known ? "" : PAYOUT_WAITS_REGISTER;
    *basis = (struct payout_basis){state.snapshot_id, state.change_no};
    return true;
}

/* ---- to whom ---- */

static const char *head_name(struct arena *arena, const struct db_rows *rows, int row,
                             int64_t household_id)
{
    size_t length;
    if (db_is_null(rows, row, COMPARE_LOAD_HEAD_NO))
        return "";
    const void *sealed = db_bytes(rows, row, COMPARE_LOAD_HEAD_NAME_SEALED, &length);
    const char *name = crypto_open_at(
        arena, CRYPTO_PART(MEMBER_NAME, household_id, db_i64(rows, row, COMPARE_LOAD_HEAD_NO)),
        sealed, length);
    return name != NULL ? name : "";
}

/* The register's record, whose holder and bank are those of the account that it names. */
static bool read_record(struct arena *arena, const struct db_rows *rows, int row,
                        struct record *record)
{
    size_t length;
    struct record_faults faults;
    int64_t version_id = db_i64(rows, row, COMPARE_LOAD_VERSION_ID);
    if (version_id == 0)
        return false;
    const void *sealed = db_bytes(rows, row, COMPARE_LOAD_FACTS_SEALED, &length);
    const char *text =
        crypto_open_at(arena, CRYPTO_PLACE(HOUSEHOLD_FACTS, version_id), sealed, length);
    return text != NULL && record_read(arena, text, strlen(text), record, &faults);
}

static const char *payee_of(struct arena *arena, const struct db_rows *rows, int row,
                            int64_t household_id)
{
    size_t length;
    struct record record;
    const void *sealed = db_bytes(rows, row, COMPARE_LOAD_BANK_SEALED, &length);
    const char *account =
        sealed != NULL
            ? crypto_open_at(arena, CRYPTO_PLACE(HOUSEHOLD_BANK, household_id), sealed, length)
            : NULL;
    if (account == NULL || account[0] == '\0')
        return NULL;
    bool same = read_record(arena, rows, row, &record) &&
                strcmp(record.bank_account, account) == 0 && record.bank_holder[0] != '\0';
    const char *holder = same ? record.bank_holder : head_name(arena, rows, row, household_id);
    json_t *payee = json_pack("{s:s, s:s, s:s}", "account", account, "bank",
                              same ? record.bank_name : "", "holder", holder);
    char *text = json_dumps(payee, JSON_COMPACT | JSON_SORT_KEYS);
    const char *kept = arena_strdup(arena, text);
    free(text);
    json_decref(payee);
    return kept;
}

bool compare_load(struct task *task, struct db_tx *tx, const char *county_code, int64_t run_id,
                  const struct compared_late *late, const int64_t *households, int household_count,
                  struct compared_household **out, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_compare_load,
                     DB_ARGS(DB_TEXT(county_code), DB_I64S(households, household_count),
                             DB_I64(run_id), DB_I64S(late->orders, late->count)),
                     &rows, why))
        return false;
    *count = db_count(rows);
    *out = arena_array(task->arena, (size_t)*count + 1, sizeof(**out));
    for (int i = 0; i < *count; i++) {
        const char *verdicts = db_text(rows, i, COMPARE_LOAD_VERDICTS);
        int64_t household_id = db_i64(rows, i, COMPARE_LOAD_HOUSEHOLD_ID);
        (*out)[i] = (struct compared_household){
            .household_id = household_id,
            .due_fen = db_i64(rows, i, COMPARE_LOAD_DUE_FEN),
            .state = machine_state(&HOUSEHOLD_MACHINE, db_text(rows, i, COMPARE_LOAD_STATE)),
            .has_unfit = db_bool(rows, i, COMPARE_LOAD_HAS_UNFIT),
            .has_doubt = db_bool(rows, i, COMPARE_LOAD_HAS_DOUBT),
            .has_unknown = db_bool(rows, i, COMPARE_LOAD_HAS_UNKNOWN),
            .has_flag = db_bool(rows, i, COMPARE_LOAD_HAS_FLAG),
            .is_shared = db_bool(rows, i, COMPARE_LOAD_IS_SHARED),
            .is_waiting = db_bool(rows, i, COMPARE_LOAD_IS_WAITING),
            .verdicts = verdicts != NULL ? verdicts : "",
            .payee = payee_of(task->arena, rows, i, household_id)};
    }
    return true;
}
