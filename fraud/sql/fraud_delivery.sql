-- Where a county's newest purchases went, as long as that is kept: each producer brings its newest ones. $1 county, $2 orders from this one on, $3 at most.
-- Columns: order_id, buyer_id, _address (sealed). Index: organisation_county, sale_order_producer.
select o.id as order_id, o.buyer_id, o.address_sealed as _address
from organisation p
cross join lateral (select s.id, s.buyer_id, s.address_sealed
                    from sale_order s
                    where s.producer_id = p.id and s.county_code = p.county_code and s.id >= $2::bigint and s.paid_at is not null
                        and s.state in ('paid', 'completed') and s.address_sealed is not null
                    order by s.id desc
                    limit $3::bigint) o
where p.county_code = $1::text
order by o.id desc
limit $3::bigint
