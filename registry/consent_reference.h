/* On what word of a household something rests that others do for it: a paper that it signed, with
 * its number and a photo (onboarding/consent_scan.h), or a recording of its voice, with the
 * recording's number, who took it and when. */
#ifndef REGISTRY_CONSENT_REFERENCE_H
#define REGISTRY_CONSENT_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/shape.h"

struct consent_reference {
    const char *kind;     /* "paper", "voice" */
    const char *number;   /* of the paper, or of the recording; 1..60 code points */
    const char *taken_on; /* the day that it was signed or spoken, not to come */
    const char *taken_by; /* who took it; "" = who records it, of a paper only */
    int64_t scan_id;      /* photo of the paper; 0 = none, of a voice only */
};

/* As an object inside a body. */
extern const struct shape CONSENT_REFERENCE_SHAPE;

/* What the shape cannot say: a paper has a photo, a voice says who took it, and no day is to come.
 * Fills an absent taken_by with "". `why` names the field below "consent". */
bool consent_reference_check(struct consent_reference *consent, struct refusal *why);

#endif
