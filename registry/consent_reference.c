#include "registry/consent_reference.h"

#include <string.h>

#include "base/clock.h"

static const char *const KINDS[] = {"paper", "voice", NULL};

static const struct shape_field FIELDS[] = {
    FIELD_CHOICE(struct consent_reference, kind, REQUIRED, KINDS, "请选择签字的纸还是录音"),
    FIELD_TEXT(struct consent_reference, number, REQUIRED, 1, 60, "请填写纸或录音的编号"),
    FIELD_DATE(struct consent_reference, taken_on, REQUIRED, "请填写签字或录音的日期"),
    FIELD_TEXT(struct consent_reference, taken_by, OPTIONAL, 2, 20, "请填写谁录的音，2 到 20 个字"),
    FIELD_ID(struct consent_reference, scan_id, OPTIONAL, NULL),
};
const struct shape CONSENT_REFERENCE_SHAPE = SHAPE(struct consent_reference, FIELDS);

bool consent_reference_check(struct consent_reference *consent, struct refusal *why)
{
    char today[11];
    bool paper = strcmp(consent->kind, "paper") == 0;
    clock_beijing_day(clock_now_us(), today);
    if (consent->taken_by == NULL)
        consent->taken_by = "";
    if (strcmp(consent->taken_on, today) > 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "consent.taken_on", "日期不能是以后");
    if (paper && consent->scan_id == 0)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "consent.scan_id",
                             "请拍下签了字的纸再提交");
    if (!paper && consent->taken_by[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "consent.taken_by", "请写明谁录的音");
    return true;
}
