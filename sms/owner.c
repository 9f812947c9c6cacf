#include "sms/owner.h"

#include "base/crypto.h"
#include "base/db.h"
#include "gen/sms/sql.h"
#include "sms/sealed.h"
#include "sms/template.h"

json_t *sms_owner_json(struct task *task, const char *phone, struct refusal *why)
{
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    struct db_rows *rows;
    int count = crypto_lookup_hashes(SMS_PHONE, phone, hashes);
    if (!db_query(task, &SQL_sms_owner_list, DB_ARGS(DB_COLUMN_HASH(hashes, count, hash)), &rows,
                  why))
        return NULL;
    json_t *messages = db_rows_json(rows);
    for (int i = 0; i < db_count(rows); i++) {
        const char *name = db_text(rows, i, SMS_OWNER_LIST__TEMPLATE);
        const struct sms_template *template = sms_template_find(name);
        json_object_set_new(json_array_get(messages, (size_t)i), "title",
                            json_string(template != NULL ? template->title : name));
    }
    return messages;
}
