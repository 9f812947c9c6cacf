#include "ledger/entry_sum.h"

#include <string.h>

#include "base/map.h"

/* What a weight is of. */
enum { ACCRUED, WITHHELD, RELEASED, REVERSED, HOLDS_ACCRUED, HOLDS_MATURED, HOLDS_WITHHELD };

static uint64_t weight(int of, const struct entry_share *share, bool at_moment)
{
    struct {
        int64_t of, order_id, at_us;
        char county[16];
    } key = {of, share->order_id, at_moment ? share->at_us : 0, ""};
    size_t length =
        share->county_length < sizeof(key.county) ? share->county_length : sizeof(key.county);
    memcpy(key.county, share->county, length);
    return map_hash(&key, sizeof(key));
}

static void add_moment(struct entry_sum *sum, int of, const struct entry_share *share, int64_t fen)
{
    if (share->order_id >= sum->since)
        sum->moments += weight(of, share, true) * (uint64_t)fen;
}

static void add_account(struct entry_sum *sum, int of, const struct entry_share *share, int64_t fen)
{
    if (share->order_id >= sum->since && fen != 0)
        sum->accounts += weight(of, share, false) * (uint64_t)fen;
}

static uint64_t read_number(const uint8_t *at, int bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

int64_t entry_sum_array(const void *bytes, size_t length)
{
    enum { HEAD = 20, LENGTH = 4, NUMBER = 8 }; /* dimensions, flags, type, length, beginning */
    const uint8_t *at = bytes, *end = at + length;
    uint64_t sum = 0;
    if (bytes == NULL || length < HEAD)
        return 0;
    for (at += HEAD; end - at >= LENGTH + NUMBER; at += LENGTH + NUMBER)
        sum += read_number(at + LENGTH, NUMBER);
    return (int64_t)sum;
}

/* ---- the journal ---- */

static void take_moment(struct entry_sum *sum, const struct stamp_field *kind,
                        const struct entry_share *share)
{
    static const char *const KINDS[] = {[ACCRUED] = "accrue",
                                        [WITHHELD] = "withhold",
                                        [RELEASED] = "release",
                                        [REVERSED] = "reverse"};
    for (int of = ACCRUED; of <= REVERSED; of++)
        if (stamp_field_is(kind, KINDS[of]))
            add_moment(sum, of, share, -share->fen);
}

/* One side of a transfer. */
static void take_side(struct entry_sum *sum, const struct stamp_field *kind,
                      const struct stamp_field *owner, const struct entry_share *share, int64_t fen)
{
    static const char *const KINDS[] = {[HOLDS_ACCRUED] = "household_accrued",
                                        [HOLDS_MATURED] = "household",
                                        [HOLDS_WITHHELD] = "withheld"};
    for (int of = HOLDS_ACCRUED; of <= HOLDS_WITHHELD; of++)
        if (!stamp_field_is(kind, KINDS[of]))
            continue;
        else if (stamp_field_i64(owner) == share->order_id)
            add_account(sum, of, share, fen);
        else if (share->order_id >= sum->since)
            sum->is_alone = true;
}

/* What audit_entry_transfer looks at transfer by transfer. What was taken back names its refund. */
static void take_cause(struct entry_sum *sum, const struct stamp_field fields[TRANSFER_FIELDS])
{
    const struct stamp_field *kind = &fields[TRANSFER_KIND];
    bool comes = stamp_field_is(kind, "accrue") || stamp_field_is(kind, "withhold"),
         goes_back = stamp_field_is(kind, "reverse");
    int64_t order_id = stamp_field_i64(&fields[TRANSFER_ORDER_ID]);
    bool is_out = stamp_field_is(&fields[TRANSFER_DEBIT_KIND], "escrow");
    if (order_id < sum->since || (!comes && !goes_back && !stamp_field_is(kind, "mature") &&
                                  !stamp_field_is(kind, "release")))
        return;
    if (stamp_field_i64(&fields[is_out ? TRANSFER_CREDIT_OWNER : TRANSFER_DEBIT_OWNER]) != order_id)
        sum->is_single = sum->is_single || comes || goes_back;
    else if (!goes_back && stamp_field_i64(&fields[TRANSFER_CAUSE_ID]) != order_id)
        sum->has_causes = true;
}

void entry_sum_transfer(struct entry_sum *sum, const struct stamp_field fields[TRANSFER_FIELDS])
{
    const struct entry_share share = {.order_id = stamp_field_i64(&fields[TRANSFER_ORDER_ID]),
                                      .at_us = stamp_field_i64(&fields[TRANSFER_BOOKED_AT]),
                                      .fen = stamp_field_i64(&fields[TRANSFER_AMOUNT]),
                                      .county = (const char *)fields[TRANSFER_COUNTY].bytes,
                                      .county_length = fields[TRANSFER_COUNTY].length};
    take_moment(sum, &fields[TRANSFER_KIND], &share);
    take_cause(sum, fields);
    take_side(sum, &fields[TRANSFER_CREDIT_KIND], &fields[TRANSFER_CREDIT_OWNER], &share,
              share.fen);
    take_side(sum, &fields[TRANSFER_DEBIT_KIND], &fields[TRANSFER_DEBIT_OWNER], &share, -share.fen);
}

/* ---- entries ---- */

void entry_sum_entry(struct entry_sum *sum, const struct entry_share *credited, int64_t kept_fen,
                     bool is_matured)
{
    add_moment(sum, ACCRUED, credited, credited->fen);
    add_account(sum, is_matured ? HOLDS_MATURED : HOLDS_ACCRUED, credited, -kept_fen);
}

void entry_sum_withheld(struct entry_sum *sum, const struct entry_share *withheld, int64_t held_fen,
                        bool is_matured)
{
    add_moment(sum, ACCRUED, withheld, -withheld->fen);
    add_moment(sum, WITHHELD, withheld, withheld->fen);
    add_account(sum, is_matured ? HOLDS_MATURED : HOLDS_ACCRUED, withheld, held_fen);
    add_account(sum, HOLDS_WITHHELD, withheld, -held_fen);
    sum->withheld += withheld->order_id >= sum->since;
}

void entry_sum_released(struct entry_sum *sum, const struct entry_share *released)
{
    add_moment(sum, RELEASED, released, released->fen);
}

void entry_sum_reversed(struct entry_sum *sum, const struct entry_share *reversed)
{
    add_moment(sum, REVERSED, reversed, reversed->fen);
}
