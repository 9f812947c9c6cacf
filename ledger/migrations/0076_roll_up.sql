-- What households have of their sales, summed: kept from the journal by timed work (ledger/roll_up.h), so that a statement or a county's list reads a few rows a household and not
-- its entries.

-- How far readers of the journal have come (ledger/follow.h).
create table journal_follower (
    name          text primary key,
    floor_id      bigint not null,       -- all transfers up to this id have been read, and none of them can appear later
    next_floor_id bigint not null,       -- likewise, once all transactions before next_xid have ended
    next_xid      xid8 not null,
    taken_at      timestamptz not null
);
grant select, insert, update on journal_follower to mall_app;

-- A household's sums of a month of Beijing time in which the sale was paid.
create table household_month (
    household_id  bigint not null,
    month         text not null,
    kind          text not null,
    village_code  text not null,         -- where it lived
    county_code   text not null,
    entries       bigint not null,
    credited_fen  bigint not null,
    reversed_fen  bigint not null,
    accrued_fen   bigint not null,       -- what remains: in the claim window,
    matured_fen   bigint not null,       -- matured,
    withheld_fen  bigint not null,       -- credited to nobody
    constraint household_month_key primary key (household_id, month, kind, village_code)
);

-- What of an order is in these sums. A plain order is in it with the amounts of its pools, accrued or matured; of one of which something was withheld or taken back the
-- sums stand in order_rolled_share.
create table order_rolled (
    order_id    bigint primary key,
    county_code text not null,
    is_matured  boolean not null,
    is_plain    boolean not null,
    beyond      bigint[]                 -- order_beyond() when it was read: null, or the books were wrong
);
create index order_rolled_beyond on order_rolled (order_id) where beyond is not null;
create index order_rolled_odd on order_rolled (order_id) where not is_plain;
create table order_rolled_share (
    order_id      bigint not null,
    household_id  bigint not null,
    month         text not null,
    kind          text not null,
    village_code  text not null,
    county_code   text not null,
    entries       bigint not null,
    credited_fen  bigint not null,
    reversed_fen  bigint not null,
    accrued_fen   bigint not null,
    matured_fen   bigint not null,
    withheld_fen  bigint not null,
    constraint order_rolled_share_key primary key (order_id, household_id, month, kind, village_code)
);
grant select, insert, update on household_month, order_rolled, order_rolled_share to mall_app;

-- Up to which household the audit has held sums against entries (audit_roll_up_household.sql): some more each time.
create table roll_up_proof (
    household_id bigint not null
);
insert into roll_up_proof values (0);
grant select, update on roll_up_proof to mall_app;

-- An order's entries as sums: one row an entry. Read by order or by household.
create view order_share_now as
select a.order_id, a.county_code, a.household_id, to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, a.kind, a.village_code, 1 as entries,
    a.amount_fen as credited_fen, a.reversed_fen,
    case when a.state = 'accrued' then a.amount_fen - a.reversed_fen else 0 end as accrued_fen,
    case when a.state = 'matured' then a.amount_fen - a.reversed_fen else 0 end as matured_fen,
    case when a.state = 'withheld' then a.amount_fen - a.reversed_fen else 0 end as withheld_fen
from attribution_entry a;

-- What of an order is in the sums: likewise.
create view order_share_rolled as
select f.order_id, f.county_code, p.household_id, to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, r.kind, p.village_code, 1 as entries,
    a.amounts[p.place] as credited_fen, 0 as reversed_fen, case when f.is_matured then 0 else a.amounts[p.place] end as accrued_fen,
    case when f.is_matured then a.amounts[p.place] else 0 end as matured_fen, 0 as withheld_fen
from order_rolled f
join attribution_pool a on a.order_id = f.order_id and a.county_code = f.county_code
join roster r on r.id = a.roster_id and r.county_code = a.county_code
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
where f.is_plain and a.amounts[p.place] > 0
union all
select s.order_id, s.county_code, s.household_id, s.month, s.kind, s.village_code, s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen
from order_rolled_share s;
grant select on order_share_now, order_share_rolled to mall_app;

-- By how much an order's control accounts differ from its entries: accrued, matured, withheld, credited, reversed; null when they do not.
create function order_beyond(of_order bigint) returns bigint[] language sql stable
    return (select nullif(array[j.accrued - case when e.is_matured then 0 else e.fen - e.withheld end, j.matured - case when e.is_matured then e.fen - e.withheld else 0 end,
                                j.withheld - e.withheld, j.credited - e.credited, j.reversed - (e.credited - e.fen)]::bigint[], array[0, 0, 0, 0, 0]::bigint[])
            from (select coalesce(sum(case when t.credit_kind = 'household_accrued' then t.amount_fen else 0 end - case when t.debit_kind = 'household_accrued' then t.amount_fen else 0 end), 0) as accrued,
                      coalesce(sum(case when t.credit_kind = 'household' then t.amount_fen else 0 end - case when t.debit_kind = 'household' then t.amount_fen else 0 end), 0) as matured,
                      coalesce(sum(case when t.credit_kind = 'withheld' then t.amount_fen else 0 end - case when t.debit_kind = 'withheld' then t.amount_fen else 0 end), 0) as withheld,
                      coalesce(sum(t.amount_fen) filter (where t.kind in ('accrue', 'withhold')), 0) as credited, coalesce(sum(t.amount_fen) filter (where t.kind = 'reverse'), 0) as reversed
                  from transfer t
                  where t.order_id = of_order and t.order_id <> 0) j
            cross join (select coalesce(sum(s.credited), 0) as credited, coalesce(sum(s.credited - s.reversed), 0) as fen, coalesce(sum(s.withheld), 0) as withheld,
                            exists (select 1 from maturity x where x.order_id = of_order) as is_matured
                        from (select (select sum(x) from unnest(l.amounts) x) as credited, coalesce((select sum(x) from unnest(l.reversed) x), 0) as reversed,
                                  coalesce((select sum(w.amount_fen - coalesce(l.reversed[w.place], 0)) from withheld_share w
                                            where w.order_id = l.order_id and w.line_id = l.line_id and w.pool_no = l.pool_no and w.county_code = l.county_code and w.state = 'withheld'), 0) as withheld
                              from attribution_pool l
                              where l.order_id = of_order) s) e);
grant execute on function order_beyond(bigint) to mall_app;

-- The sums anew from all there is, by the owner of the tables: after this migration, and when the audit finds them wrong.
create function roll_up_build() returns void language plpgsql as $$
begin
    lock table journal_follower;
    delete from household_month;
    delete from order_rolled_share;
    delete from order_rolled;
    insert into order_rolled (order_id, county_code, is_matured, is_plain, beyond)
    select o.order_id, o.county_code, m.order_id is not null, o.is_plain, order_beyond(o.order_id)
    from (select l.order_id, l.county_code, bool_and(l.reversed is null) and count(w.order_id) = 0 as is_plain
          from attribution_pool l
          left join (select distinct order_id, county_code from withheld_share) w on w.order_id = l.order_id and w.county_code = l.county_code
          group by l.order_id, l.county_code) o
    left join maturity m on m.order_id = o.order_id and m.county_code = o.county_code;
    insert into order_rolled_share (order_id, household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, count(*), sum(n.credited_fen), sum(n.reversed_fen), sum(n.accrued_fen), sum(n.matured_fen), sum(n.withheld_fen)
    from order_share_now n
    where n.order_id in (select f.order_id from order_rolled f where not f.is_plain)
    group by n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code;
    insert into household_month (household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select n.household_id, n.month, n.kind, n.village_code, n.county_code, sum(n.entries), sum(n.credited_fen), sum(n.reversed_fen), sum(n.accrued_fen), sum(n.matured_fen), sum(n.withheld_fen)
    from order_share_rolled n
    group by n.household_id, n.month, n.kind, n.village_code, n.county_code
    order by n.household_id, n.month;
    insert into journal_follower (name, floor_id, next_floor_id, next_xid, taken_at)
    select 'households', f.id, f.id, pg_current_xact_id(), now()
    from (select coalesce(max(t.id), 0) - ((600000::bigint) << 22) as id from transfer t) f
    on conflict (name) do update set floor_id = excluded.floor_id, next_floor_id = excluded.next_floor_id, next_xid = excluded.next_xid, taken_at = excluded.taken_at;
end
$$;
revoke execute on function roll_up_build() from public;
select roll_up_build();
analyze household_month, order_rolled, order_rolled_share;
