-- Refunds of which the journal says another thing. $1 from which id on. Columns: subject, detail.
with booked as (
    select county_code, cause_id, sum(amount_fen) filter (where kind = 'refund') as owed, sum(amount_fen) filter (where kind = 'refund_paid') as paid
    from transfer
    where kind in ('refund', 'refund_paid') and cause_id >= $1 and cause_id >= (select objects_from from year_floor) and id >= $1 - 15099494400000
    group by county_code, cause_id
)
select 'refund:' || coalesce(r.id, b.cause_id) as subject, coalesce(r.state, 'no refund') || ' total ' || coalesce(r.total_fen, 0) || ' owed ' || coalesce(b.owed, 0) || ' paid ' ||
       coalesce(b.paid, 0) as detail
from (select id, county_code, state, total_fen from refund where id >= $1 and id >= (select objects_from from year_floor)) r
full join booked b on b.cause_id = r.id and b.county_code = r.county_code
where coalesce(b.owed, 0) <> coalesce(r.total_fen, 0) or coalesce(b.paid, 0) <> case when r.state = 'succeeded' then r.total_fen else 0 end
limit 20
