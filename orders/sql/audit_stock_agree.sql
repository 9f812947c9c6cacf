-- Whether stock is the sum of movements and reservations: what rows of stock say less what these come to, each number weighed by one of chance for its SKU, lot and county and for what it counts, is nothing, no
-- row of stock contradicts itself, no number is too large to be weighed, and what was given back whole, which weighs nothing, has its row of stock. Columns: agree.
-- Reads all of stock, stock_movement, reservation: it adds them up.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
), counted as (
    select s.received, s.reserved, s.sold, s.written_off, s.received < 17179869184 and s.available >= 0 and s.received = s.available + s.reserved + s.sold + s.written_off as fits,
        hashtextextended(s.county_code, hashint8extended(s.lot_id, hashint8extended(s.sku_id, (select seed from chance)))) as chance
    from stock s
    union all
    select case when m.kind = 'receive' then -m.quantity else 0 end, 0, 0, case when m.kind = 'write_off' then -m.quantity else 0 end, m.quantity < 17179869184,
        hashtextextended(m.county_code, hashint8extended(m.lot_id, hashint8extended(m.sku_id, (select seed from chance))))
    from stock_movement m
    union all
    select 0, r.released + r.sold - r.quantity, -r.sold, 0, r.quantity < 17179869184,
        hashtextextended(r.county_code, hashint8extended(r.lot_id, hashint8extended(r.sku_id, (select seed from chance))))
    from reservation r
    union all
    select 0, 0, 0, 0, false, 0 from reservation r
    where r.released = r.quantity and not exists (select 1 from stock s where s.sku_id = r.sku_id and s.lot_id = r.lot_id and s.county_code = r.county_code)
)
select coalesce(sum(case when c.fits then (c.chance & 134217727) * c.received + (c.chance >> 27 & 134217727) * c.reserved
                             + (hashint8extended(c.chance, 1) & 134217727) * c.sold + (hashint8extended(c.chance, 1) >> 27 & 134217727) * c.written_off end), 0) = 0
    and coalesce(bool_and(c.fits), true) as agree
from counted c
