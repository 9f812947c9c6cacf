-- The sums of households' months tell whose sales they are of, and what of them the seller bore, so that figures of a seller, a county and the board are sums of them.

-- Of whose plan a roster is (catalog/plan.h).
alter table roster add column producer_id bigint;

-- Orders that the seller bore: completed, and then refunded whole. What households have of them stays theirs.
create table borne_order (
    order_id     bigint primary key,
    county_code  text not null
);
create index borne_order_county on borne_order (county_code);
grant select, insert on borne_order to mall_app;

alter table household_month add column producer_id bigint not null default 0, add column borne_fen bigint not null default 0; -- part of what matured
alter table household_month drop constraint household_month_key;
alter table household_month add constraint household_month_key primary key (household_id, month, kind, village_code, producer_id);
create index household_month_producer on household_month (producer_id, month);
alter table order_rolled_share add column producer_id bigint not null default 0, add column borne_fen bigint not null default 0;

create or replace view attribution_entry as
select coalesce(w.id, a.id + p.place - 1) as id, a.county_code, a.order_id, a.line_id, a.roster_id, a.pool_no, p.place, cardinality(a.amounts) as places, p.household_id, p.village_code, r.kind,
    a.amounts[p.place] as amount_fen, coalesce(a.reversed[p.place], 0) as reversed_fen,
    case when w.state in ('withheld', 'reversed') then w.state
         when a.amounts[p.place] = a.reversed[p.place] then 'reversed'
         when m.matured_at is null then 'accrued'
         else 'matured' end as state,
    coalesce(w.reason, '') as withhold_reason, a.accrued_at,
    case when w.state in ('withheld', 'reversed') or a.amounts[p.place] = a.reversed[p.place] or m.matured_at is null then null
         else greatest(m.matured_at, w.moved_at) end as matured_at,
    r.producer_id
from attribution_pool a
join roster r on r.id = a.roster_id and r.county_code = a.county_code
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
left join withheld_share w on w.order_id = a.order_id and w.line_id = a.line_id and w.pool_no = a.pool_no and w.place = p.place and w.county_code = a.county_code
left join maturity m on m.order_id = a.order_id and m.county_code = a.county_code
where a.amounts[p.place] > 0;

create or replace view order_share_now as
select a.order_id, a.county_code, a.household_id, to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, a.kind, a.village_code, 1 as entries,
    a.amount_fen as credited_fen, a.reversed_fen,
    case when a.state = 'accrued' then a.amount_fen - a.reversed_fen else 0 end as accrued_fen,
    case when a.state = 'matured' then a.amount_fen - a.reversed_fen else 0 end as matured_fen,
    case when a.state = 'withheld' then a.amount_fen - a.reversed_fen else 0 end as withheld_fen,
    a.producer_id, case when a.state = 'matured' and b.order_id is not null then a.amount_fen - a.reversed_fen else 0 end as borne_fen
from attribution_entry a
left join borne_order b on b.order_id = a.order_id and b.county_code = a.county_code;

create or replace view order_share_rolled as
select f.order_id, f.county_code, p.household_id, to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, r.kind, p.village_code, 1 as entries,
    a.amounts[p.place] as credited_fen, 0 as reversed_fen, case when f.is_matured then 0 else a.amounts[p.place] end as accrued_fen,
    case when f.is_matured then a.amounts[p.place] else 0 end as matured_fen, 0 as withheld_fen, r.producer_id, 0 as borne_fen
from order_rolled f
join attribution_pool a on a.order_id = f.order_id and a.county_code = f.county_code
join roster r on r.id = a.roster_id and r.county_code = a.county_code
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
where f.is_plain and a.amounts[p.place] > 0
union all
select s.order_id, s.county_code, s.household_id, s.month, s.kind, s.village_code, s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen,
    s.producer_id, s.borne_fen
from order_rolled_share s;

create or replace function roll_up_build() returns void language plpgsql as $$
begin
    lock table journal_follower;
    delete from household_month;
    delete from order_rolled_share;
    delete from order_rolled;
    insert into order_rolled (order_id, county_code, is_matured, is_plain, beyond)
    select o.order_id, o.county_code, m.order_id is not null, o.is_plain and b.order_id is null, order_beyond(o.order_id)
    from (select l.order_id, l.county_code, bool_and(l.reversed is null) and count(w.order_id) = 0 as is_plain
          from attribution_pool l
          left join (select distinct order_id, county_code from withheld_share) w on w.order_id = l.order_id and w.county_code = l.county_code
          group by l.order_id, l.county_code) o
    left join maturity m on m.order_id = o.order_id and m.county_code = o.county_code
    left join borne_order b on b.order_id = o.order_id and b.county_code = o.county_code;
    insert into order_rolled_share (order_id, household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, count(*), sum(n.credited_fen), sum(n.reversed_fen), sum(n.accrued_fen), sum(n.matured_fen), sum(n.withheld_fen),
        n.producer_id, sum(n.borne_fen)
    from order_share_now n
    where n.order_id in (select f.order_id from order_rolled f where not f.is_plain)
    group by n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id;
    insert into household_month (household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select n.household_id, n.month, n.kind, n.village_code, n.county_code, sum(n.entries), sum(n.credited_fen), sum(n.reversed_fen), sum(n.accrued_fen), sum(n.matured_fen), sum(n.withheld_fen),
        n.producer_id, sum(n.borne_fen)
    from order_share_rolled n
    group by n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id
    order by n.household_id, n.month;
    insert into journal_follower (name, floor_id, next_floor_id, next_xid, taken_at)
    select 'households', f.id, f.id, pg_current_xact_id(), now()
    from (select coalesce(max(t.id), 0) - ((600000::bigint) << 22) as id from transfer t) f
    on conflict (name) do update set floor_id = excluded.floor_id, next_floor_id = excluded.next_floor_id, next_xid = excluded.next_xid, taken_at = excluded.taken_at;
end
$$;
