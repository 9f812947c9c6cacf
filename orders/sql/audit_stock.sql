-- Stock rows that are not the sum of movements and reservations.
-- Columns: subject, detail.
with moved as (
    select county_code, sku_id, lot_id, sum(quantity) filter (where kind = 'receive') as received, sum(quantity) filter (where kind = 'write_off') as written_off
    from stock_movement
    group by county_code, sku_id, lot_id
), taken as (
    select county_code, sku_id, lot_id, sum(quantity - released - sold) as reserved, sum(sold) as sold
    from reservation
    group by county_code, sku_id, lot_id
)
select 'stock:' || s.sku_id || '/' || s.lot_id as subject,
       'received ' || s.received || '=' || coalesce(m.received, 0) || ' reserved ' || s.reserved || '=' || coalesce(t.reserved, 0) || ' sold ' || s.sold || '=' ||
       coalesce(t.sold, 0) || ' written off ' || s.written_off || '=' || coalesce(m.written_off, 0) as detail
from stock s
left join moved m on m.sku_id = s.sku_id and m.lot_id = s.lot_id and m.county_code = s.county_code
left join taken t on t.sku_id = s.sku_id and t.lot_id = s.lot_id and t.county_code = s.county_code
where s.received <> coalesce(m.received, 0) or s.written_off <> coalesce(m.written_off, 0) or s.reserved <> coalesce(t.reserved, 0) or s.sold <> coalesce(t.sold, 0)
   or s.available < 0 or s.received <> s.available + s.reserved + s.sold + s.written_off
union all
select 'reservation:' || t.sku_id || '/' || t.lot_id, 'without stock row'
from taken t
where not exists (select 1 from stock s where s.sku_id = t.sku_id and s.lot_id = t.lot_id and s.county_code = t.county_code)
limit 20
