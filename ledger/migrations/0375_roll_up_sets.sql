-- Making the sums of households anew reads everything there is: it goes by whole sets, not order by order, and joins the pools to the rosters, not the rosters to the pools. The planner takes two
-- columns of one key for independent and so thinks of one row where there are millions; the view says the order, and only the function keeps the planner to it.
create or replace view order_share_rolled as
select f.order_id, f.county_code, p.household_id, to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, r.kind, p.village_code, 1 as entries, a.amounts[p.place] as credited_fen,
    0 as reversed_fen, case when f.is_matured then 0 else a.amounts[p.place] end as accrued_fen, case when f.is_matured then a.amounts[p.place] else 0 end as matured_fen, 0 as withheld_fen,
    r.producer_id, 0 as borne_fen
from (order_rolled f join attribution_pool a on a.order_id = f.order_id and a.county_code = f.county_code)
join (roster r join roster_place p on p.roster_id = r.id and p.county_code = r.county_code) on r.id = a.roster_id and r.county_code = a.county_code
where f.is_plain and a.amounts[p.place] > 0
union all
select s.order_id, s.county_code, s.household_id, s.month, s.kind, s.village_code, s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen, s.producer_id, s.borne_fen
from order_rolled_share s;

-- order_beyond() of all orders that credit a household, at once.
create view order_beyond_all as
select e.order_id, e.county_code, nullif(array[coalesce(j.accrued_fen, 0) - case when m.order_id is null then e.credited_fen - e.reversed_fen - e.withheld_fen else 0 end,
        coalesce(j.matured_fen, 0) - case when m.order_id is null then 0 else e.credited_fen - e.reversed_fen - e.withheld_fen end, coalesce(j.withheld_fen, 0) - e.withheld_fen,
        coalesce(j.credited_fen, 0) - e.credited_fen, coalesce(j.reversed_fen, 0) - e.reversed_fen], array[0, 0, 0, 0, 0]::bigint[]) as beyond
from (select s.order_id, s.county_code, sum_fen(s.credited_fen) as credited_fen, sum_fen(s.reversed_fen) as reversed_fen, sum_fen(s.withheld_fen) as withheld_fen
      from (select l.order_id, l.county_code, (select sum_fen(x.fen) from unnest(l.amounts) as x (fen)) as credited_fen,
                case when l.reversed is null then 0 else (select coalesce(sum_fen(x.fen), 0) from unnest(l.reversed) as x (fen)) end as reversed_fen, coalesce(h.withheld_fen, 0) as withheld_fen
            from attribution_pool l
            left join (select w.order_id, w.line_id, w.pool_no, w.county_code, sum_fen(w.amount_fen - coalesce(k.reversed[w.place], 0)) as withheld_fen
                       from withheld_share w
                       join attribution_pool k on k.order_id = w.order_id and k.line_id = w.line_id and k.pool_no = w.pool_no and k.county_code = w.county_code
                       where w.state = 'withheld'
                       group by w.order_id, w.line_id, w.pool_no, w.county_code) h
                on h.order_id = l.order_id and h.line_id = l.line_id and h.pool_no = l.pool_no and h.county_code = l.county_code) s
      group by s.order_id, s.county_code) e
left join maturity m on m.order_id = e.order_id and m.county_code = e.county_code
left join (select t.order_id,
               coalesce(sum_fen(t.amount_fen) filter (where t.credit_kind = 'household_accrued'), 0) - coalesce(sum_fen(t.amount_fen) filter (where t.debit_kind = 'household_accrued'), 0) as accrued_fen,
               coalesce(sum_fen(t.amount_fen) filter (where t.credit_kind = 'household'), 0) - coalesce(sum_fen(t.amount_fen) filter (where t.debit_kind = 'household'), 0) as matured_fen,
               coalesce(sum_fen(t.amount_fen) filter (where t.credit_kind = 'withheld'), 0) - coalesce(sum_fen(t.amount_fen) filter (where t.debit_kind = 'withheld'), 0) as withheld_fen,
               coalesce(sum_fen(t.amount_fen) filter (where t.kind in ('accrue', 'withhold')), 0) as credited_fen, coalesce(sum_fen(t.amount_fen) filter (where t.kind = 'reverse'), 0) as reversed_fen
           from transfer t
           where t.order_id <> 0
           group by t.order_id) j on j.order_id = e.order_id;
grant select on order_beyond_all to mall_app;

create or replace function roll_up_build_months() returns void language plpgsql set enable_nestloop = off set join_collapse_limit = 8 set work_mem = '256MB' set jit = off as $$
begin
    perform 1 from journal_follower f where f.name = 'households' for no key update;
    insert into household_moved (household_id, month, kind, county_code)
    select distinct h.household_id, h.month, h.kind, h.county_code
    from household_month h
    on conflict on constraint household_moved_key do nothing;
    delete from household_month;
    delete from order_rolled_share;
    delete from order_rolled;
    insert into order_rolled (order_id, county_code, is_matured, is_plain, beyond)
    select o.order_id, o.county_code, m.order_id is not null, o.is_plain and b.order_id is null, y.beyond
    from (select l.order_id, l.county_code, bool_and(l.reversed is null) and count(w.order_id) = 0 as is_plain
          from attribution_pool l
          left join (select distinct order_id, county_code from withheld_share) w on w.order_id = l.order_id and w.county_code = l.county_code
          group by l.order_id, l.county_code) o
    join order_beyond_all y on y.order_id = o.order_id and y.county_code = o.county_code
    left join maturity m on m.order_id = o.order_id and m.county_code = o.county_code
    left join borne_order b on b.order_id = o.order_id and b.county_code = o.county_code;
    insert into order_rolled_share (order_id, household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, count(*), sum_fen(n.credited_fen), sum_fen(n.reversed_fen), sum_fen(n.accrued_fen), sum_fen(n.matured_fen),
        sum_fen(n.withheld_fen), n.producer_id, sum_fen(n.borne_fen)
    from order_share_now n
    where n.order_id in (select f.order_id from order_rolled f where not f.is_plain)
    group by n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id;
    set local join_collapse_limit = 1;
    insert into household_month (household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select n.household_id, n.month, n.kind, n.village_code, n.county_code, sum_fen(n.entries), sum_fen(n.credited_fen), sum_fen(n.reversed_fen), sum_fen(n.accrued_fen), sum_fen(n.matured_fen),
        sum_fen(n.withheld_fen), n.producer_id, sum_fen(n.borne_fen)
    from order_share_rolled n
    group by n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id
    order by n.household_id, n.month;
    insert into household_moved (household_id, month, kind, county_code)
    select distinct h.household_id, h.month, h.kind, h.county_code
    from household_month h
    order by h.household_id, h.month, h.kind
    on conflict on constraint household_moved_key do nothing;
    insert into journal_follower (name, floor_id, next_floor_id, next_xid, taken_at)
    select 'households', f.id, f.id, pg_current_xact_id(), now()
    from (select coalesce(max(t.id), 0) - ((600000::bigint) << 22) as id from transfer t) f
    on conflict (name) do update set floor_id = excluded.floor_id, next_floor_id = excluded.next_floor_id, next_xid = excluded.next_xid, taken_at = excluded.taken_at;
end
$$;

create or replace function roll_up_build() returns void language plpgsql set work_mem = '256MB' set jit = off as $$
begin
    perform roll_up_build_months();
    delete from household_sum;
    insert into household_sum (county_code, household_id, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select h.county_code, h.household_id, sum_fen(h.entries), sum_fen(h.credited_fen), sum_fen(h.reversed_fen), sum_fen(h.accrued_fen), sum_fen(h.matured_fen), sum_fen(h.withheld_fen)
    from household_month h
    group by h.county_code, h.household_id;
    perform county_month_build();
end
$$;
