-- Orders that are in the sums of sales otherwise than they stand, unless they were named behind what the roll-up has surely read. $1 from which id on. Columns: subject, detail.
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
)
select 'order:' || d.order_id as subject, d.detail
from (select coalesce(n.order_id, f.order_id) as order_id, coalesce(n.county_code, f.county_code) as county_code,
          'taken ' || coalesce(concat_ws('/', f.is_completed, f.is_waiting, f.waited_s, f.is_borne, f.freight_refunded_fen, f.taken_back), 'not at all') || ' stands '
              || coalesce(concat_ws('/', n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back), 'unpaid') as detail
      from (select s.order_id, s.county_code, s.is_completed, s.is_waiting, s.waited_s, s.is_borne, s.freight_refunded_fen, s.taken_back from sale_state s where s.order_id >= $1::bigint) n
      full join (select r.order_id, r.county_code, r.is_completed, r.is_waiting, r.waited_s, r.is_borne, r.freight_refunded_fen, r.taken_back from sale_rolled r where r.order_id >= $1::bigint) f
          on f.order_id = n.order_id and f.county_code = n.county_code
      where (f.order_id, f.is_completed, f.is_waiting, f.waited_s, f.is_borne, f.freight_refunded_fen, f.taken_back)
          is distinct from (n.order_id, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back)) d
where not exists (select 1 from late l where l.order_id = d.order_id and l.county_code = d.county_code)
limit 20
