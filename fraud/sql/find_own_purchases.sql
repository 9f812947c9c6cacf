-- People of a seller, or of a household that it credits, who bought from it again and again within 90 days, where that is not known yet; it counts anew when it is twice as often, three times ... $1 county, $2 so often, $3 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: organisation_county, role_grant_org, role_grant_once, trade_buyer, sale_order_trade, fraud_flag_of.
with w as (
    select b.household_id, b.organisation_id, string_agg(b.role || ':' || b.orders / $2::bigint, ',' order by b.role, b.account_id) as words,
        jsonb_build_object('buyers', jsonb_agg(jsonb_build_object('role', b.role, 'orders', b.orders, 'fen', b.fen, 'first_at', b.first_at, 'last_at', b.last_at) order by b.orders desc, b.account_id)) as evidence
    from (select p.household_id, p.organisation_id, p.account_id, p.role, count(*) as orders, sum(s.goods_fen)::bigint as fen, min(s.paid_at) as first_at, max(s.paid_at) as last_at
          from (select o.county_code, o.id as organisation_id, 0::bigint as household_id, g.account_id, min(g.role) as role
                from organisation o
                join role_grant g on g.org_id = o.id and g.role <> 'station_officer' and (g.valid_to is null or g.valid_to > now())
                where o.county_code = $1::text
                group by o.county_code, o.id, g.account_id
                union
                select o.county_code, m.producer_id, g.household_id, g.account_id, 'household'
                from organisation o
                join household_month m on m.producer_id = o.id and m.county_code = o.county_code
                join role_grant g on g.household_id = m.household_id and g.role = 'household' and (g.valid_to is null or g.valid_to > now())
                where o.county_code = $1::text and m.month >= to_char(now() at time zone 'Asia/Shanghai' - interval '90 days', 'YYYY-MM')) p
          join trade t on t.buyer_id = p.account_id and t.county_code = p.county_code and t.paid_at > now() - interval '90 days'
          join sale_order s on s.trade_id = t.id and s.producer_id = p.organisation_id and s.county_code = t.county_code and s.state in ('paid', 'completed')
          group by p.household_id, p.organisation_id, p.account_id, p.role
          having count(*) >= $2::bigint) b
    group by b.household_id, b.organisation_id
)
select n.household_id, n.organisation_id, n.mark, n.evidence
from (select $1::text as county_code, w.household_id, w.organisation_id, left(encode(sha256(convert_to(w.words, 'UTF8')), 'hex'), 32) as mark, w.evidence::text as evidence from w) n
where not exists (select 1 from fraud_flag f where f.county_code = n.county_code and f.kind = 'own_purchases' and f.household_id = n.household_id and f.organisation_id = n.organisation_id and f.mark = n.mark)
order by n.household_id, n.organisation_id
limit $3
