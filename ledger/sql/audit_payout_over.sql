-- Households to which more is paid, or on its way, than has matured for them. Columns: subject, detail. Index: household_sum_key, journal_follower primary key, transfer primary key.
with late as materialized (
    -- of the orders that the journal has named since the sums were made
    select c.household_id, c.county_code, sum(c.matured_fen)::bigint as matured_fen
    from (select distinct t.order_id, t.county_code
          from transfer t
          where t.order_id <> 0 and t.id > (select f.floor_id from journal_follower f where f.name = 'households')) o
    join order_share_change c on c.order_id = o.order_id and c.county_code = o.county_code
    group by c.household_id, c.county_code
)
select 'household:' || p.household_id as subject, 'paid ' || p.paid_fen || ' of ' || coalesce(s.matured_fen, 0) + coalesce(l.matured_fen, 0) as detail
from (select q.household_id, q.county_code, sum(q.amount_fen)::bigint as paid_fen
      from payout q
      where q.state in ('ordered', 'paid', 'confirmed', 'disputed')
      group by q.household_id, q.county_code) p
left join household_sum s on s.household_id = p.household_id and s.county_code = p.county_code
left join late l on l.household_id = p.household_id and l.county_code = p.county_code
where p.paid_fen > coalesce(s.matured_fen, 0) + coalesce(l.matured_fen, 0)
limit 20
