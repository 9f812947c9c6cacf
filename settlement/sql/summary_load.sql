-- A county's matured income, and where its payouts stand. $1 county, $2 orders that the journal has named since the sums were made.
-- Columns: county_code, matured_fen, due_fen (of it, in no run that pays it), planned_fen, ordered_fen, paid_fen (confirmed and disputed with it), confirmed_fen, disputed_fen, ordered, disputed (lines).
-- Index: household_sum_key, payout_run_sum_of, order_rolled primary key.
with stands as materialized (
    select sum(s.amount_fen) filter (where s.state = 'planned') as planned_fen, sum(s.amount_fen) filter (where s.state = 'ordered') as ordered_fen,
        sum(s.amount_fen) filter (where s.state in ('paid', 'confirmed', 'disputed')) as paid_fen, sum(s.amount_fen) filter (where s.state = 'confirmed') as confirmed_fen,
        sum(s.amount_fen) filter (where s.state = 'disputed') as disputed_fen, sum(s.households) filter (where s.state = 'ordered') as ordered,
        sum(s.households) filter (where s.state = 'disputed') as disputed
    from payout_run_sum s
    where s.county_code = $1::text
), income as materialized (
    select coalesce((select sum(h.matured_fen) from household_sum h where h.county_code = $1::text), 0)
        + coalesce((select sum(c.matured_fen) from order_share_change c where c.order_id = any ($2::bigint[]) and c.county_code = $1::text), 0) as matured_fen
)
select $1::text as county_code, i.matured_fen::bigint as matured_fen,
    (i.matured_fen - coalesce(s.planned_fen, 0) - coalesce(s.ordered_fen, 0) - coalesce(s.paid_fen, 0))::bigint as due_fen,
    coalesce(s.planned_fen, 0)::bigint as planned_fen, coalesce(s.ordered_fen, 0)::bigint as ordered_fen, coalesce(s.paid_fen, 0)::bigint as paid_fen,
    coalesce(s.confirmed_fen, 0)::bigint as confirmed_fen, coalesce(s.disputed_fen, 0)::bigint as disputed_fen, coalesce(s.ordered, 0)::bigint as ordered,
    coalesce(s.disputed, 0)::bigint as disputed
from income i
cross join stands s
