-- Orders that are rolled up otherwise than they stand - whole or not, accrued or matured -, unless the journal has named them behind what the roll-up has surely read. $1 orders from which id on.
-- Columns: subject, detail.
with late as materialized (
    select distinct t.order_id, t.county_code
    from transfer t
    where t.id > (select w.floor_id from journal_follower w where w.name = 'households') and t.order_id <> 0
)
select 'order:' || d.order_id as subject, d.detail
from (select l.order_id, l.county_code, 'is not rolled up' as detail
      from attribution_pool l
      left join order_rolled f on f.order_id = l.order_id and f.county_code = l.county_code
      where l.order_id >= $1 and f.order_id is null
      union all
      select f.order_id, f.county_code, 'has no entries'
      from order_rolled f
      where f.order_id >= $1 and f.order_id >= (select objects_from from year_floor) and not exists (select 1 from attribution_pool l where l.order_id = f.order_id and l.county_code = f.county_code)
      union all
      select f.order_id, f.county_code, 'is rolled up as ' || case when f.is_matured then 'matured' else 'accrued' end
      from order_rolled f
      left join maturity m on m.order_id = f.order_id and m.county_code = f.county_code
      where f.order_id >= $1 and f.order_id >= (select objects_from from year_floor) and f.is_plain and f.is_matured <> (m.order_id is not null)
      union all
      select f.order_id, f.county_code, 'is rolled up whole'
      from attribution_pool l
      join order_rolled f on f.order_id = l.order_id and f.county_code = l.county_code
      where l.order_id >= $1 and l.reversed is not null and f.is_plain
      union all
      select f.order_id, f.county_code, 'is rolled up with nothing withheld'
      from withheld_share w
      join order_rolled f on f.order_id = w.order_id and f.county_code = w.county_code
      where f.order_id >= $1 and f.is_plain
      union all
      select f.order_id, f.county_code, 'is rolled up with nothing borne'
      from borne_order b
      join order_rolled f on f.order_id = b.order_id and f.county_code = b.county_code
      where f.order_id >= $1 and f.is_plain
      union all
      select f.order_id, f.county_code, 'differed from the journal by ' || f.beyond::text
      from order_rolled f
      where f.order_id >= $1 and f.beyond is not null) d
where not exists (select 1 from late l where l.order_id = d.order_id and l.county_code = d.county_code)
limit 20
