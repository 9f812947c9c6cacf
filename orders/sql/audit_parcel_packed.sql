-- Parcels that were packed before their order was paid. $1 from which id on. Columns: subject, detail.
select 'parcel:' || p.id as subject, 'packed ' || p.packed_at || ', the order was paid ' || coalesce(o.paid_at::text, 'never') as detail
from parcel p
left join sale_order o on o.id = p.order_id and o.county_code = p.county_code
where p.id >= $1 and coalesce(p.packed_at < o.paid_at, true)
limit 20
