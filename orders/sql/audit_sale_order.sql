-- Orders that are in the sums of sales otherwise than they stand, unless they were named behind what the roll-up has surely read. $1 from which id on. What was taken back of an order whose entries are away is not asked. Columns: subject, detail.
with late as materialized (
    select t.order_id, t.county_code
    from transfer t
    where t.id > (select w.floor_id from journal_follower w where w.name = 'households') and t.order_id <> 0
    union
    select g.object_id, g.shard_key
    from state_log g
    where g.id > (select w.floor_id from journal_follower w where w.name = 'households') and g.machine = 'order'
    union
    select p.order_id, p.county_code
    from state_log g
    join parcel p on p.id = g.object_id and p.county_code = g.shard_key
    where g.id > (select w.floor_id from journal_follower w where w.name = 'households') and g.machine = 'parcel'
), touched as materialized (
    -- of which something was given or taken back, or is withheld: they are looked at one by one
    select l.order_id, l.county_code
    from order_line l
    where l.order_id >= $1::bigint and l.order_id >= (select objects_from from year_floor) and (l.refunded_quantity <> 0 or l.refunded_fen <> 0)
    union
    select a.order_id, a.county_code
    from attribution_pool a
    where a.order_id >= $1::bigint and a.reversed is not null
    union
    select w.order_id, w.county_code
    from withheld_share w
    where w.order_id >= $1::bigint and w.state = 'withheld'
), stands as (
    select s.order_id, s.county_code, s.is_completed, s.is_waiting, s.waited_s, s.is_borne, s.freight_refunded_fen, s.taken_back
    from touched t
    join sale_state s on s.order_id = t.order_id and s.county_code = t.county_code
    union all
    select n.order_id, n.county_code, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, null
    from (select d.order_id, d.county_code, bool_or(d.is_paid) as is_paid, bool_or(d.is_completed) as is_completed, bool_or(d.is_open) and min(d.handed_over_at) is null as is_waiting,
              extract(epoch from min(d.handed_over_at) - min(d.paid_at))::bigint as waited_s, bool_or(d.is_borne) as is_borne, max(d.freight_refunded_fen) as freight_refunded_fen
          from (select o.id as order_id, o.county_code, true as is_paid, o.state = 'completed' as is_completed, o.state = 'paid' as is_open, o.paid_at, null::timestamptz as handed_over_at,
                    false as is_borne, o.freight_refunded_fen
                from sale_order o
                where o.id >= $1::bigint and o.paid_at is not null
                union all
                select p.order_id, p.county_code, false, false, false, null, p.handed_over_at, false, null
                from parcel p
                where p.order_id >= $1::bigint
                union all
                select b.order_id, b.county_code, false, false, false, null, null, true, null
                from borne_order b
                where b.order_id >= $1::bigint) d
          group by d.order_id, d.county_code) n
    where n.is_paid and not exists (select 1 from touched t where t.order_id = n.order_id and t.county_code = n.county_code)
)
select 'order:' || d.order_id as subject, d.detail
from (select coalesce(n.order_id, f.order_id) as order_id, coalesce(n.county_code, f.county_code) as county_code,
          'taken ' || coalesce(concat_ws('/', f.is_completed, f.is_waiting, f.waited_s, f.is_borne, f.freight_refunded_fen, f.taken_back), 'not at all') || ' stands '
              || coalesce(concat_ws('/', n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back), 'unpaid') as detail
      from stands n
      full join (select r.order_id, r.county_code, r.is_completed, r.is_waiting, r.waited_s, r.is_borne, r.freight_refunded_fen, r.taken_back from sale_rolled r where r.order_id >= $1::bigint) f
          on f.order_id = n.order_id and f.county_code = n.county_code
      where (f.order_id, f.is_completed, f.is_waiting, f.waited_s, f.is_borne, f.freight_refunded_fen, case when f.order_id >= (select objects_from from year_floor) then f.taken_back end)
          is distinct from (n.order_id, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back)) d
where not exists (select 1 from late l where l.order_id = d.order_id and l.county_code = d.county_code)
limit 20
