-- Counties' months whose households' sums together are not those of what is rolled up of their orders: credited, reversed, accrued, matured, withheld. Columns: subject, detail.
with rolled as (
    select l.county_code, to_char(l.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, sum(l.fen) as credited_fen, 0 as reversed_fen,
        sum(l.fen) filter (where not f.is_matured) as accrued_fen, sum(l.fen) filter (where f.is_matured) as matured_fen, 0 as withheld_fen
    from (select p.order_id, p.county_code, p.accrued_at, (select sum(x) from unnest(p.amounts) x) as fen from attribution_pool p) l
    join order_rolled f on f.order_id = l.order_id and f.county_code = l.county_code
    where f.is_plain
    group by 1, 2
    union all
    select s.county_code, s.month, sum(s.credited_fen), sum(s.reversed_fen), sum(s.accrued_fen), sum(s.matured_fen), sum(s.withheld_fen)
    from order_rolled_share s
    group by 1, 2
)
select 'county:' || d.county_code as subject,
    d.month || ' households have ' || string_agg(concat_ws('/', d.credited_fen, d.reversed_fen, d.accrued_fen, d.matured_fen, d.withheld_fen), ' orders ' order by d.side) as detail
from (select 1 as side, h.county_code, h.month, sum(h.credited_fen) as credited_fen, sum(h.reversed_fen) as reversed_fen, sum(h.accrued_fen) as accrued_fen,
          sum(h.matured_fen) as matured_fen, sum(h.withheld_fen) as withheld_fen
      from household_month h
      group by 2, 3
      union all
      select 2, r.county_code, r.month, sum(r.credited_fen), sum(r.reversed_fen), coalesce(sum(r.accrued_fen), 0), coalesce(sum(r.matured_fen), 0), sum(r.withheld_fen)
      from rolled r
      group by 2, 3) d
group by d.county_code, d.month
having count(distinct (d.credited_fen, d.reversed_fen, d.accrued_fen, d.matured_fen, d.withheld_fen)) <> 1 or count(*) <> 2
limit 20
