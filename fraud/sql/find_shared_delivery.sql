-- The household that purchases of several buyers to one telephone credit most, of each seller, where that is not known yet; it counts anew when they are twice as many buyers, three times ...
-- $1 county, $2 orders, $3 which telephone each went to (a number of this look), $4 so many buyers, $5 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: sale_order primary key, fraud_flag_of.
with g as (
    select s.id as order_id, s.county_code, s.buyer_id, s.producer_id, s.paid_at, n.group_no
    from (select unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as group_no) n
    join sale_order s on s.id = n.order_id
    where s.county_code = $1::text
), b as (
    select g.producer_id, g.group_no, count(distinct g.buyer_id) as buyers, count(*) as orders, min(g.paid_at) as first_at, max(g.paid_at) as last_at
    from g
    group by g.producer_id, g.group_no
    having count(distinct g.buyer_id) >= $4::bigint
), c as (
    select distinct on (b.producer_id, b.group_no) b.producer_id, b.group_no, b.buyers, b.orders, b.first_at, b.last_at, e.household_id, sum(e.amount_fen - e.reversed_fen)::bigint as fen
    from b
    join g on g.producer_id = b.producer_id and g.group_no = b.group_no
    join attribution_entry e on e.order_id = g.order_id and e.county_code = g.county_code
    group by b.producer_id, b.group_no, b.buyers, b.orders, b.first_at, b.last_at, e.household_id
    having sum(e.amount_fen - e.reversed_fen) > 0
    order by b.producer_id, b.group_no, sum(e.amount_fen - e.reversed_fen) desc, e.household_id
), w as (
    select c.household_id, c.producer_id as organisation_id, string_agg((c.buyers / $4::bigint)::text, ',' order by c.buyers desc, c.group_no) as words,
        jsonb_build_object('deliveries', jsonb_agg(jsonb_build_object('buyers', c.buyers, 'orders', c.orders, 'fen', c.fen, 'first_at', c.first_at, 'last_at', c.last_at)
            order by c.buyers desc, c.group_no)) as evidence
    from c
    group by c.household_id, c.producer_id
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select $1::text as county_code, w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = n.county_code and f.kind = 'shared_delivery' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $5
