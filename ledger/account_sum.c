#include "ledger/account_sum.h"

#include <string.h>

enum { ACCOUNTS_MAX = 1 << 18, KIND_LENGTH = 31 };

/* audit_negative_account has the same kinds. */
static const struct {
    const char *kind;
    size_t length;
    bool may_be_below; /* else: left out where it is its order's own */
} LEFT_OUT[] = {
    {"escrow", sizeof("escrow") - 1, false},
    {"household_accrued", sizeof("household_accrued") - 1, false},
    {"household", sizeof("household") - 1, false},
    {"gateway", sizeof("gateway") - 1, true},
    {"producer", sizeof("producer") - 1, true},
    {"withheld", sizeof("withheld") - 1, false},
    {"unowed", sizeof("unowed") - 1, true},
    {"provider_fee", sizeof("provider_fee") - 1, true},
    {"household_drawn", sizeof("household_drawn") - 1, true},
};

static bool is_left_out(const struct stamp_field *kind, bool is_own)
{
    for (size_t i = 0; i < sizeof(LEFT_OUT) / sizeof(LEFT_OUT[0]); i++)
        if (LEFT_OUT[i].length == kind->length &&
            memcmp(LEFT_OUT[i].kind, kind->bytes, kind->length) == 0)
            return LEFT_OUT[i].may_be_below || is_own;
    return false;
}

static int64_t account(const struct stamp_field *kind, int64_t owner)
{
    struct {
        int64_t owner;
        char kind[KIND_LENGTH + 1];
    } key = {owner, ""};
    memcpy(key.kind, kind->bytes, kind->length);
    return (int64_t)map_hash(&key, sizeof(key));
}

static void add_side(struct account_sum *sum, const struct stamp_field *kind,
                     const struct stamp_field *of, int64_t order_id, int64_t fen)
{
    int64_t owner = stamp_field_i64(of);
    if (is_left_out(kind, owner == order_id))
        return;
    if (kind->length > KIND_LENGTH || sum->open.count >= ACCOUNTS_MAX) {
        sum->has_many = true;
        return;
    }
    int64_t key = account(kind, owner);
    struct map_slot *slot = map_add_i64(&sum->open, key, NULL);
    slot->number += fen;
    if (slot->number == 0)
        map_remove_i64(&sum->open, key);
}

void account_sum_transfer(struct account_sum *sum, const struct stamp_field fields[TRANSFER_FIELDS])
{
    int64_t order_id = stamp_field_i64(&fields[TRANSFER_ORDER_ID]),
            fen = stamp_field_i64(&fields[TRANSFER_AMOUNT]);
    add_side(sum, &fields[TRANSFER_CREDIT_KIND], &fields[TRANSFER_CREDIT_OWNER], order_id, fen);
    add_side(sum, &fields[TRANSFER_DEBIT_KIND], &fields[TRANSFER_DEBIT_OWNER], order_id, -fen);
}

bool account_sum_holds(const struct account_sum *sum)
{
    if (sum->has_many)
        return false;
    for (const struct map_slot *slot = map_next(&sum->open, NULL); slot != NULL;
         slot = map_next(&sum->open, slot))
        if (slot->number < 0)
            return false;
    return true;
}

void account_sum_clear(struct account_sum *sum)
{
    map_release(&sum->open);
    *sum = (struct account_sum){.has_many = false};
}
