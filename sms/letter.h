/* A message on its way between the table, the job and the channel. Private to sms/. */
#ifndef SMS_LETTER_H
#define SMS_LETTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "sms/channel.h"

/* Its job, in the transaction that queues it. */
void sms_letter_post(struct db_tx *tx, int64_t id);
/* Which message a job is for; 0 = none of ours. */
int64_t sms_letter_of(const json_t *payload);

/* Where it stands in a result. */
struct sms_sealed {
    const struct db_rows *rows;
    int row, template, phone, values;
};
/* Of the message letter->id: fills template, phone and values, in the arena; false when the keys do
 * not open it or the template is gone. */
bool sms_letter_open(struct arena *arena, const struct sms_sealed *sealed,
                     struct sms_letter *letter);

#endif
