-- Where the newest purchases of a county of the last 90 days went, as long as that is kept. $1 county, $2 at most. Columns: order_id, buyer_id, _address (sealed). Index: sale_order primary key.
select s.id as order_id, s.buyer_id, s.address_sealed as _address
from sale_order s
where s.county_code = $1::text and s.state in ('paid', 'completed') and s.paid_at > now() - interval '90 days' and s.address_sealed is not null
order by s.id desc
limit $2
