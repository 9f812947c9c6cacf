-- Lots out of which more kilograms were boxed or supplied than came in, or whose loss is not the sum of its rows.
-- $1 from which id on. Columns: subject, detail.
select 'lot:' || t.id as subject, 'in ' || t.weight_g || ' lost ' || t.lost_g || ' boxed ' || sum(s.received * k.net_weight_g) as detail
from lot t
join stock s on s.lot_id = t.id and s.county_code = t.county_code
join sku k on k.id = s.sku_id and k.county_code = s.county_code
where t.id >= $1
group by t.id, t.weight_g, t.lost_g
having sum(s.received * k.net_weight_g) > t.weight_g - t.lost_g
union all
select 'lot:' || t.id, 'in ' || t.weight_g || ' supplied ' || sum(y.weight_g)
from lot t
join lot_supply y on y.lot_id = t.id and y.county_code = t.county_code
where t.id >= $1
group by t.id, t.weight_g
having sum(y.weight_g) > t.weight_g
union all
select 'lot:' || t.id, 'lost ' || t.lost_g || ' written ' || coalesce(sum(x.weight_g), 0)
from lot t
left join lot_loss x on x.lot_id = t.id and x.county_code = t.county_code
where t.id >= $1
group by t.id, t.lost_g
having t.lost_g <> coalesce(sum(x.weight_g), 0)
limit 20
