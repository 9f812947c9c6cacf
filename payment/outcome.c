/* The pure half of applying a capture. */
#include "payment/apply.h"

enum payment_outcome payment_outcome(const struct payment_facts *facts)
{
    if (facts->seen)
        return PAYMENT_DUPLICATE;
    if (!facts->known)
        return PAYMENT_UNKNOWN_NUMBER;
    if (facts->captured_fen != facts->asked_fen)
        return PAYMENT_MISMATCH;
    if (facts->captured)
        return PAYMENT_DUPLICATE;
    switch (facts->standing) {
    case PAYABLE_OWED:
        return PAYMENT_PAID;
    case PAYABLE_SETTLED:
        return PAYMENT_OVERPAID;
    case PAYABLE_OVER:
        break;
    }
    return PAYMENT_LATE;
}

const char *payment_outcome_name(enum payment_outcome outcome)
{
    static const char *const NAMES[] = {"paid", "duplicate", "overpaid",
                                        "late", "mismatch",  "unknown_number"};
    return NAMES[outcome];
}
