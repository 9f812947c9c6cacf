#include "onboarding/paper_warning.h"

#include "base/crypto.h"
#include "base/db.h"
#include "gen/onboarding/sql.h"
#include "onboarding/paper_number.h"
#include "registry/account.h"
#include "sms/sms.h"

struct warning {
    const struct db_rows *rows;
    int row;
};

static int64_t number_at(const struct warning *warning, int column)
{
    return db_i64(warning->rows, warning->row, column);
}

static const char *text_at(const struct warning *warning, int column)
{
    return db_text(warning->rows, warning->row, column);
}

/* How many people a message goes to. */
static int64_t tell(struct task *task, struct db_tx *tx, const struct warning *warning,
                    const struct db_rows *people)
{
    int64_t told = 0;
    for (int i = 0; i < db_count(people); i++) {
        size_t length;
        const void *sealed = db_bytes(people, i, PAPER_WARNING_PEOPLE__PHONE, &length);
        int64_t account_id = db_i64(people, i, PAPER_WARNING_PEOPLE_ACCOUNT_ID);
        const char *phone =
            sealed == NULL ? NULL
                           : crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id),
                                            sealed, length);
        if (phone == NULL || phone[0] == '\0')
            continue;
        const struct sms_wish wish = {
            .phone = phone,
            .template = &SMS_PAPER_ENDING,
            .values = {text_at(warning, PAPER_WARNING_DUE_ORGANISATION_NAME),
                       paper_kind_word(text_at(warning, PAPER_WARNING_DUE_KIND)),
                       text_at(warning, PAPER_WARNING_DUE_EXPIRES_ON)}};
        sms_notify(task, tx, &wish);
        told++;
    }
    return told;
}

/* One paper, in a transaction of its own: whoever writes its row tells, another waits for that and
 * finds it told. */
static bool warn_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct warning *warning = argument;
    struct db_rows *added, *people;
    int64_t organisation_id = number_at(warning, PAPER_WARNING_DUE_ORGANISATION_ID);
    int64_t days = number_at(warning, PAPER_WARNING_DUE_DAYS);
    struct db_value kind = DB_TEXT(text_at(warning, PAPER_WARNING_DUE_KIND)),
                    number = DB_TEXT(text_at(warning, PAPER_WARNING_DUE_NUMBER)),
                    last_day = DB_TEXT(text_at(warning, PAPER_WARNING_DUE_EXPIRES_ON));
    if (!db_tx_query(tx, &SQL_paper_warning_add,
                     DB_ARGS(DB_TEXT(text_at(warning, PAPER_WARNING_DUE_COUNTY_CODE)),
                             DB_I64(organisation_id), kind, number, last_day, DB_I64(days)),
                     &added, why))
        return false;
    if (db_count(added) == 0)
        return true;
    if (!db_tx_query(tx, &SQL_paper_warning_people, DB_ARGS(DB_I64(organisation_id)), &people, why))
        return false;
    db_tx_send(tx, &SQL_paper_warning_told,
               DB_ARGS(DB_I64(organisation_id), kind, number, last_day, DB_I64(days),
                       DB_I64(tell(task, tx, warning, people))));
    return db_tx_wait(tx, why);
}

bool paper_warn_due(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    *done = 0;
    if (!db_query_class(task, DB_REPORT, &SQL_paper_warning_due,
                        DB_ARGS(DB_I64(PAPER_WARNINGS_A_ROUND)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        struct warning warning = {rows, row};
        if (!db_transact(task, DB_WORK, warn_body, &warning, why))
            return false;
        ++*done;
    }
    return true;
}
