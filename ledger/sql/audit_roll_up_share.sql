-- Orders that are not rolled up whole and of which a household is rolled up otherwise than it shares, unless the journal has named them behind what the roll-up has surely read.
-- Columns: subject, detail.
with late as materialized (
    select distinct t.order_id, t.county_code
    from transfer t
    where t.id > (select w.floor_id from journal_follower w where w.name = 'households') and t.order_id <> 0
)
select 'order:' || d.order_id as subject, d.detail
from (select n.order_id, n.county_code, 'household ' || n.household_id || ' is rolled up otherwise than it shares' as detail
      from (select s.order_id, s.county_code, s.household_id, s.month, s.kind, s.village_code, s.producer_id, s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen, s.borne_fen
            from order_rolled f
            join order_share_now s on s.order_id = f.order_id and s.county_code = f.county_code
            where not f.is_plain and f.order_id >= (select objects_from from year_floor)
            union all
            select r.order_id, r.county_code, r.household_id, r.month, r.kind, r.village_code, r.producer_id, -r.entries, -r.credited_fen, -r.reversed_fen, -r.accrued_fen, -r.matured_fen, -r.withheld_fen,
                -r.borne_fen
            from order_rolled_share r
            where r.order_id >= (select objects_from from year_floor)) n
      group by n.order_id, n.county_code, n.household_id, n.month, n.kind, n.village_code, n.producer_id
      having sum_fen(n.entries) <> 0 or sum_fen(n.credited_fen) <> 0 or sum_fen(n.reversed_fen) <> 0 or sum_fen(n.accrued_fen) <> 0 or sum_fen(n.matured_fen) <> 0
          or sum_fen(n.withheld_fen) <> 0 or sum_fen(n.borne_fen) <> 0) d
where not exists (select 1 from late l where l.order_id = d.order_id and l.county_code = d.county_code)
limit 20
