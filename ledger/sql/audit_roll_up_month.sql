-- Months, kinds and producers of counties of which households together have something else than what is rolled up of their orders. Not each household is added up: everybody gets
-- a weight by chance, another in each run, and weighed sums are compared, which cannot be the same but by luck where one household has what another should. Who it is says
-- audit_roll_up_household. $1 from which month on ('YYYY-MM', '' = all), $2 the id from which on orders may have entries of those months (0 = all). Columns: subject, detail. Index: attribution_pool primary key, roster_place primary key, order_rolled primary key, household_month_month, order_rolled_share_month (of the last months).
with chance as materialized (
    select (random() * 1000000000)::bigint as seed, 1 + (random() * 1000000)::bigint as entries, 1 + (random() * 1000000)::bigint as credited, 1 + (random() * 1000000)::bigint as reversed,
        1 + (random() * 1000000)::bigint as accrued, 1 + (random() * 1000000)::bigint as matured, 1 + (random() * 1000000)::bigint as withheld, 1 + (random() * 1000000)::bigint as borne
), begin as materialized (
    select array_agg(to_char(m.month_at, 'YYYY-MM') order by m.month_at) as months, array_agg(m.month_at at time zone 'Asia/Shanghai' order by m.month_at) as month_ats,
        coalesce((nullif($1::text, '') || '-01')::timestamp at time zone 'Asia/Shanghai', '-infinity') as begins_at
    from generate_series(timestamp '2000-01-01', now() at time zone 'Asia/Shanghai' + interval '1 month', interval '1 month') as m (month_at)
), pool as materialized (
    -- by their orders: through their rosters all that was ever credited of them would be read; with these, so that they do not meet the rosters of all of their county first
    select l.county_code, l.roster_id, l.amounts, width_bucket(l.accrued_at, (select month_ats from begin)) as place, f.is_matured
    from attribution_pool l
    join order_rolled f on f.order_id = l.order_id and f.county_code = l.county_code
    where l.order_id >= $2::bigint and f.order_id >= $2::bigint and l.accrued_at >= (select begins_at from begin) and f.is_plain
), weighed as materialized (
    select r.id as roster_id, r.county_code, r.kind, r.producer_id,
        array(select household_weight(p.household_id, p.village_code, c.seed) from roster_place p where p.roster_id = r.id and p.county_code = r.county_code order by p.place) as weights
    from (select distinct l.roster_id, l.county_code from pool l) d
    join roster r on r.id = d.roster_id and r.county_code = d.county_code
    cross join chance c
), plain as (
    select l.county_code, l.place, w.kind, w.producer_id, sum(d.entries) as entries, sum(d.fen) as fen, coalesce(sum(case when l.is_matured then d.fen end), 0) as matured_fen
    from pool l
    join weighed w on w.roster_id = l.roster_id and w.county_code = l.county_code
    cross join lateral (select sum((x.fen & 4294967295) * x.weight) + sum((x.fen >> 32) * x.weight) * 4294967296 as fen, sum(case when x.fen > 0 then x.weight else 0 end) as entries
                        from (select unnest(l.amounts) as fen, unnest(w.weights) as weight) x) d
    group by 1, 2, 3, 4
), kept as materialized (
    -- by itself: beside the others in one list these many rows would be sorted
    select k.county_code, k.month, k.kind, k.producer_id,
        sum(k.side * household_weight(k.household_id, k.village_code, c.seed)::numeric
            * case when greatest(k.entries, k.credited_fen, k.reversed_fen, k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen) < 549755813888
                        and least(k.entries, k.credited_fen, k.reversed_fen, k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen) >= 0
                   then (k.entries * c.entries + k.credited_fen * c.credited + k.reversed_fen * c.reversed + k.accrued_fen * c.accrued + k.matured_fen * c.matured
                         + k.withheld_fen * c.withheld + k.borne_fen * c.borne)::numeric
                   else -1 end) as sum
    from (select 1 as side, r.county_code, r.month, r.kind, r.producer_id, r.household_id, r.village_code, r.entries, r.credited_fen, r.reversed_fen, r.accrued_fen, r.matured_fen, r.withheld_fen,
              r.borne_fen
          from order_rolled_share r
          where r.month >= $1::text
          union all
          select -1, h.county_code, h.month, h.kind, h.producer_id, h.household_id, h.village_code, h.entries, h.credited_fen, h.reversed_fen, h.accrued_fen, h.matured_fen, h.withheld_fen, h.borne_fen
          from household_month h
          where h.month >= $1::text) k
    cross join chance c
    group by k.county_code, k.month, k.kind, k.producer_id
)
select 'county:' || s.county_code as subject, coalesce(s.month, 'of no month') || ' ' || s.kind || ' of producer ' || s.producer_id || ': households have something else than their orders' as detail
from (select p.county_code, (select b.months[p.place] from begin b) as month, p.kind, p.producer_id,
          p.entries * c.entries + p.fen * c.credited + p.matured_fen * c.matured + (p.fen - p.matured_fen) * c.accrued as sum
      from plain p
      cross join chance c
      union all
      select k.county_code, k.month, k.kind, k.producer_id, k.sum from kept k) s
group by s.county_code, s.month, s.kind, s.producer_id
having sum(s.sum) <> 0
limit 20
