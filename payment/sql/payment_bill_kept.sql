-- What the provider kept of a bill by county, less what is booked of it. $1 provider, $2 day, $3 bill. Columns: county_code, fen.
-- Indexes: primary key, payment_attempt_number_unique, refund_number_pk, transfer_fee_debit, transfer_fee_credit.
with part as (
    select a.county_code, w.amount_fen - w.settled_fen + w.fee_fen as fen
    from provider_bill_row w
    join payment_attempt a on a.number = w.number and a.provider = w.provider
    where w.provider = $1 and w.day = $2::text::date and not w.is_refund
    union all
    select n.county_code, w.settled_fen - w.amount_fen + w.fee_fen
    from provider_bill_row w
    join refund_number n on n.number = w.number
    where w.provider = $1 and w.day = $2::text::date and w.is_refund
    union all
    select t.county_code, -t.amount_fen
    from transfer t
    where t.debit_kind = 'provider_fee' and t.debit_owner = $3
    union all
    select t.county_code, t.amount_fen
    from transfer t
    where t.credit_kind = 'provider_fee' and t.credit_owner = $3
)
select county_code, sum(fen)::bigint as fen
from part
group by county_code
having sum(fen) <> 0
order by county_code
