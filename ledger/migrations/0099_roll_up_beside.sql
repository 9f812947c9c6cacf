-- The two builds of sums (roll_up_build, sale_roll_up_build) hold off the job that reads the journal on, but not each other: where nobody writes they may run side by side. Where somebody
-- may, households come first and sales behind them, as how far the job has read is noted by the first.
create or replace function roll_up_build_months() returns void language plpgsql as $$
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
    insert into household_moved (household_id, month, kind, county_code)
    select distinct h.household_id, h.month, h.kind, h.county_code
    from household_month h
    on conflict on constraint household_moved_key do nothing;
    insert into journal_follower (name, floor_id, next_floor_id, next_xid, taken_at)
    select 'households', f.id, f.id, pg_current_xact_id(), now()
    from (select coalesce(max(t.id), 0) - ((600000::bigint) << 22) as id from transfer t) f
    on conflict (name) do update set floor_id = excluded.floor_id, next_floor_id = excluded.next_floor_id, next_xid = excluded.next_xid, taken_at = excluded.taken_at;
end
$$;
