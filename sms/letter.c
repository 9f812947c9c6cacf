#include "sms/letter.h"

#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/job.h"
#include "base/shape.h"
#include "sms/sealed.h"

void sms_letter_post(struct db_tx *tx, int64_t id)
{
    char digits[21];
    json_t *payload = json_pack("{s:s}", "sms_id", id_text(id, digits));
    job_add(tx, "sms", digits, payload, 0, "");
    json_decref(payload);
}

int64_t sms_letter_of(const json_t *payload)
{
    int64_t id;
    const char *text = json_string_value(json_object_get(payload, "sms_id"));
    return text != NULL && id_parse(text, &id) ? id : 0;
}

static const char *open_text(struct arena *arena, const struct sms_sealed *sealed, int column,
                             struct crypto_place place)
{
    size_t length;
    const void *bytes = db_bytes(sealed->rows, sealed->row, column, &length);
    return crypto_open_at(arena, place, bytes, length);
}

bool sms_letter_open(struct arena *arena, const struct sms_sealed *sealed,
                     struct sms_letter *letter)
{
    struct refusal ignored;
    letter->template = sms_template_find(db_text(sealed->rows, sealed->row, sealed->template));
    letter->phone = open_text(arena, sealed, sealed->phone, CRYPTO_PLACE(SMS_PHONE, letter->id));
    const char *text =
        open_text(arena, sealed, sealed->values, CRYPTO_PLACE(SMS_VALUES, letter->id));
    if (letter->template == NULL || letter->phone == NULL || text == NULL)
        return false;
    /* kept by the arena */
    const json_t *values = shape_parse(arena, text, strlen(text), &ignored);
    for (int i = 0; i < letter->template->values; i++) {
        letter->values[i] = json_string_value(json_array_get(values, (size_t)i));
        if (letter->values[i] == NULL)
            return false;
    }
    return true;
}
