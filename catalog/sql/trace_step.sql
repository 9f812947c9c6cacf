-- What happened to a lot's goods since they were weighed, by Beijing day. $1 lot id. At most 20.
-- Columns: kind (box = packed into boxes, loss = sorted out or dried away), day, grams, boxes (0 for a loss). Index: stock_movement_receive, sku primary key, lot_loss_lot.
select f.kind, f.day, f.grams, f.boxes
from (
    select 'box' as kind, (m.at at time zone 'Asia/Shanghai')::date as day, sum(m.quantity * k.net_weight_g)::bigint as grams, sum(m.quantity)::bigint as boxes
    from stock_movement m
    join sku k on k.id = m.sku_id and k.county_code = m.county_code
    where m.lot_id = $1 and m.kind = 'receive'
    group by 2
    union all
    select 'loss', (l.at at time zone 'Asia/Shanghai')::date, sum(l.weight_g)::bigint, 0
    from lot_loss l
    where l.lot_id = $1
    group by 2
) f
order by f.day, f.kind desc
limit 20
