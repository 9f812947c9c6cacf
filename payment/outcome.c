/* The pure half of applying a capture. */
#include "payment/apply.h"

enum payment_outcome payment_outcome(const struct payment_facts *facts)
{
    if (facts->seen)
        return PAYMENT_DUPLICATE;
    if (!facts->known)
        return PAYMENT_UNKNOWN_NUMBER;
    if (facts->captured_fen != facts->asked_fen)
        return facts->sure && !facts->captured && facts->captured_fen > 0 ? PAYMENT_DIFFERS
                                                                          : PAYMENT_MISMATCH;
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
    static const char *const NAMES[] = {[PAYMENT_PAID] = "paid",
                                        [PAYMENT_DUPLICATE] = "duplicate",
                                        [PAYMENT_OVERPAID] = "overpaid",
                                        [PAYMENT_LATE] = "late",
                                        [PAYMENT_DIFFERS] = "differs",
                                        [PAYMENT_MISMATCH] = "mismatch",
                                        [PAYMENT_UNKNOWN_NUMBER] = "unknown_number"};
    return NAMES[outcome];
}

bool payment_outcome_is_money(enum payment_outcome outcome)
{
    return outcome == PAYMENT_PAID || outcome == PAYMENT_OVERPAID || outcome == PAYMENT_LATE ||
           outcome == PAYMENT_DIFFERS;
}
