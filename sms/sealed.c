#include "sms/sealed.h"

#include "gen/sms/sql.h"

static const struct sealed_table MESSAGES = {
    .name = "sms_message",
    .read = &SQL_sealed_sms_read,
    .write = &SQL_sealed_sms_write,
    .fields = {{.column = "phone_sealed", .field = SMS_PHONE, .hash_column = "phone_hash"},
               {.column = "values_sealed", .field = SMS_VALUES},
               {.column = NULL}}};

const struct sealed_table *const SMS_SEALED[] = {&MESSAGES, NULL};
