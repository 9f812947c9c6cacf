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

#include <stdbool.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/db.h"

/* Purpose of the key of what is told (base/crypto.h). */
#define HOUSEHOLD_REPORT_TEXT "household_report.text"

#define REPORT_CONTACT "contact" /* a mobile phone's number, "" = none */
#define REPORT_ADDRESS "address" /* 1 to 200 characters */
#define REPORT_INCOME "income"

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

/* Where the text of a report is sealed. */
struct crypto_place household_report_place(int64_t household_id, const char *kind);

#endif
