-- The next orders, as the journal is held against them: total_fen is what must have been captured (null = nothing), is_odd is set where state and time of payment do not go together (null = they do).
-- $1 after id, $2 orders. Binary columns: id, county_code, producer_id, station_id, total_fen, is_odd. Index: sale_order primary key.
select t.id, t.county_code, t.producer_id, t.station_id, case when t.paid_at is not null then t.goods_fen + t.freight_fen end as total_fen,
    case when (t.paid_at is null) <> (t.state = 'placed' or (t.state = 'cancelled' and t.paid_at is null)) then true end as is_odd
from sale_order t
where t.id > $1
order by t.id
limit $2
