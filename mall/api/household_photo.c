#include "mall/api/household_photo.h"

#include "media/picture_make.h"
#include "onboarding/sealed_scan.h"
#include "registry/household_scan.h"

bool household_photo_add(struct call *call, const struct household *household, const void *bytes,
                         size_t length, const struct idempotency *key, int64_t *scan_id,
                         struct refusal *why)
{
    struct picture_made made = {.count = 0};
    if (!picture_make(call->task, bytes, length, &made, why))
        return false;
    const struct picture_file *file = sealed_scan_file(&made);
    const struct household_scan scan = {.account_id = call->session.account_id,
                                        .key = key,
                                        .bytes = file->bytes,
                                        .length = file->length,
                                        .width = file->width,
                                        .height = file->height};
    return household_scan_add(call->task, household, &scan, scan_id, why);
}
