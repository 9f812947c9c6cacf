-- Payouts whose transfers are not those of where they stand, each once and of the whole amount; and transfers of no payout. $1 payouts from which id on. Columns: subject, detail.
-- Index: payout primary key, transfer_payout.
with said as (
    select t.cause_id, t.county_code, count(*) as transfers, min(t.amount_fen) as least_fen, max(t.amount_fen) as most_fen,
        string_agg(t.kind, ',' order by t.kind) as kinds,
        bool_and(case t.kind when 'payout_order' then t.debit_kind = 'household_drawn' and t.credit_kind = 'payout' and t.credit_owner = t.cause_id
                             when 'payout_paid' then t.debit_kind = 'payout' and t.debit_owner = t.cause_id and t.credit_kind = 'bank' and t.credit_owner = 0
                             when 'payout_failed' then t.debit_kind = 'payout' and t.debit_owner = t.cause_id and t.credit_kind = 'household_drawn'
                             else t.debit_kind = 'bank' and t.debit_owner = 0 and t.credit_kind = 'household_drawn' end) as fits,
        min(case when t.debit_kind = 'household_drawn' then t.debit_owner when t.credit_kind = 'household_drawn' then t.credit_owner end) as least_household,
        max(case when t.debit_kind = 'household_drawn' then t.debit_owner when t.credit_kind = 'household_drawn' then t.credit_owner end) as most_household
    from transfer t
    where t.cause_id >= $1 and t.cause_id >= (select objects_from from year_floor) and t.kind in ('payout_order', 'payout_paid', 'payout_failed', 'payout_returned')
    group by t.cause_id, t.county_code
), known as (
    select p.id, p.county_code, p.household_id, p.amount_fen, p.state,
        case when p.state in ('planned', 'held', 'left') then ''
             when p.state = 'ordered' then 'payout_order'
             when p.state = 'failed' then 'payout_failed,payout_order'
             when p.state = 'returned' then 'payout_order,payout_paid,payout_returned'
             else 'payout_order,payout_paid' end as kinds
    from payout p
    where p.id >= $1 and p.id >= (select objects_from from year_floor)
)
select 'payout:' || coalesce(k.id, s.cause_id) as subject,
    coalesce(k.state, 'no payout') || ' of ' || coalesce(k.amount_fen, 0) || ' booked ' || coalesce(s.kinds, 'nothing') || ' of ' || coalesce(s.least_fen, 0) || '..' || coalesce(s.most_fen, 0) as detail
from known k
full join said s on s.cause_id = k.id and s.county_code = k.county_code
where k.id is null or k.kinds <> coalesce(s.kinds, '')
    or s.kinds <> '' and (not s.fits or s.least_fen <> k.amount_fen or s.most_fen <> k.amount_fen or s.least_household <> k.household_id or s.most_household <> k.household_id)
limit 20
