/* What the mall has learned of a household and the national register is to be told: the phone that
 * it gave and where it lives (here), what sales credited to it in a month (register/report.h, which
 * tells it all). A row a household and kind, and month: what is learned anew before it was told
 * takes the place of what waited.
 *
 * The row waits until the register has taken it. What it refuses waits for a person, who has it
 * told again or drops it.
 */
#ifndef REGISTRY_HOUSEHOLD_REPORT_H
#define REGISTRY_HOUSEHOLD_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/db.h"
#include "base/page.h"

/* Purpose of the key of what is told (base/crypto.h). */
#define HOUSEHOLD_REPORT_TEXT "household_report.text"

#define REPORT_CONTACT "contact" /* a mobile phone's number, "" = none */
#define REPORT_ADDRESS "address" /* 1 to 200 characters */
#define REPORT_INCOME "income"

/* Where the text of a kind is sealed. */
struct crypto_place household_report_place(int64_t household_id, const char *kind);

/* Something that was learned. */
struct household_report {
    int64_t household_id;
    const char *county_code; /* of the household */
    const char *kind;        /* REPORT_CONTACT or REPORT_ADDRESS */
    const char *text;
};

/* Notes them, sent with the transaction's next statement or commit; each household and kind at most
 * once. The texts are sealed before they leave the program. Telling the same again does no harm. */
void household_report_add(struct task *task, struct db_tx *tx,
                          const struct household_report *reports, int count);

/* What sales credited in a month that is over, and what was taken back. */
struct household_income {
    int64_t household_id, credited_fen, reversed_fen;
    const char *county_code;
    const char *from_day, *to_day; /* "2026-11-01", "2026-11-30" */
};
/* Notes incomes, likewise. */
void household_report_incomes(struct task *task, struct db_tx *tx,
                              const struct household_income *incomes, int count);

/* What waits to be told. */
struct household_report_waiting {
    int64_t id, revision; /* the revision grows with each change */
    const char *household_no, *kind;
    const char *text;               /* of REPORT_CONTACT and REPORT_ADDRESS, opened */
    struct household_income income; /* of REPORT_INCOME: days and amounts */
    int64_t changed_us;             /* microseconds since 1970 */
    const char *code;               /* for household_report_told(): why the register refused
                                       it, "" = it took it */
};
/* The next ones, at most `limit`, in the task's arena. */
bool household_report_next(struct task *task, int limit, struct household_report_waiting **waiting,
                           int *count, struct refusal *why);
/* What the register said to some of them; what has changed meanwhile goes on waiting. */
bool household_report_told(struct task *task, const struct household_report_waiting *told,
                           int count, struct refusal *why);

/* {waiting, oldest_at, refused}; counts end at a thousand. New reference, NULL when refused. */
json_t *household_report_sum_json(struct task *task, struct refusal *why);
/* What was refused, by page: {report_id, household_id, household_no, pseudonym, county_code, kind,
 * from_day, to_day, refused_code, changed_at, told_at}. New reference, NULL when refused. */
json_t *household_report_refused_json(struct task *task, const struct page *page,
                                      struct refusal *why);
/* A person's decision: told again, or not told, with a reason. Refuses with not_found, or with
 * conflict when it is not refused. Both leave a row in the trail of changes. */
bool household_report_again(struct task *task, int64_t report_id, const char *reason,
                            struct refusal *why);
bool household_report_drop(struct task *task, int64_t report_id, const char *reason,
                           struct refusal *why);

/* What the register was told of one household, or is to be told, by page, newest first: {report_id,
 * kind, from_day, to_day, credited_fen, reversed_fen, state ("waiting", "taken", "refused",
 * "dropped"), changed_at, told_at, text (of contact and address; masked unless `clear`, null for
 * incomes)}. New reference, NULL when refused. */
json_t *household_report_of_json(struct task *task, int64_t household_id, bool clear,
                                 const struct page *page, struct refusal *why);

#endif
