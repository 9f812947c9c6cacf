-- Takes into the sums (household_month, household_sum, county_month; who is counted there: roll_up_county) what of orders is otherwise than what is in them: doing it twice changes nothing. All of it in one snapshot.
-- $1 orders of which nothing was ever withheld or taken back, nor borne by the seller, $2 others. Columns: orders.
-- Index: attribution_pool primary key, order_rolled primary key, withheld_share primary key, maturity primary key, roster primary key, roster_place primary key,
-- order_rolled_share_key, household_month_key, household_sum_key, county_month_key, household_moved_key.
with plain as materialized (
    select o.order_id, o.county_code, f.order_id is null as is_new, coalesce(f.is_matured, false) as was_matured, m.order_id is not null as is_matured
    from (select distinct l.order_id, l.county_code from attribution_pool l where l.order_id = any ($1::bigint[])) o
    left join order_rolled f on f.order_id = o.order_id and f.county_code = o.county_code
    left join maturity m on m.order_id = o.order_id and m.county_code = o.county_code
), odd as materialized (
    select n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id, sum(n.borne_fen)::bigint as borne_fen, sum(n.entries)::bigint as entries, sum(n.credited_fen)::bigint as credited_fen,
        sum(n.reversed_fen)::bigint as reversed_fen, sum(n.accrued_fen)::bigint as accrued_fen, sum(n.matured_fen)::bigint as matured_fen, sum(n.withheld_fen)::bigint as withheld_fen
    from order_share_now n
    where n.order_id = any ($2::bigint[])
    group by n.order_id, n.household_id, n.month, n.kind, n.village_code, n.county_code, n.producer_id
), change as (
    select c.household_id, c.month, c.kind, c.village_code, c.county_code, c.producer_id, sum(c.borne_fen)::bigint as borne_fen, sum(c.entries)::bigint as entries, sum(c.credited_fen)::bigint as credited_fen,
        sum(c.reversed_fen)::bigint as reversed_fen, sum(c.accrued_fen)::bigint as accrued_fen, sum(c.matured_fen)::bigint as matured_fen, sum(c.withheld_fen)::bigint as withheld_fen
    from (select p.household_id, to_char(l.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, r.kind, p.village_code, p.county_code, r.producer_id, 0 as borne_fen, t.is_new::int as entries,
              l.amounts[p.place] * t.is_new::int as credited_fen, 0 as reversed_fen,
              l.amounts[p.place] * ((not t.is_matured)::int - (not t.is_new and not t.was_matured)::int) as accrued_fen,
              l.amounts[p.place] * (t.is_matured::int - (not t.is_new and t.was_matured)::int) as matured_fen, 0 as withheld_fen
          from plain t
          join attribution_pool l on l.order_id = t.order_id and l.county_code = t.county_code
          join roster r on r.id = l.roster_id and r.county_code = l.county_code
          join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
          where l.amounts[p.place] > 0 and (t.is_new or t.is_matured <> t.was_matured)
          union all
          select o.household_id, o.month, o.kind, o.village_code, o.county_code, o.producer_id, o.borne_fen, o.entries, o.credited_fen, o.reversed_fen, o.accrued_fen, o.matured_fen, o.withheld_fen
          from odd o
          union all
          select s.household_id, s.month, s.kind, s.village_code, s.county_code, s.producer_id, -s.borne_fen, -s.entries, -s.credited_fen, -s.reversed_fen, -s.accrued_fen, -s.matured_fen, -s.withheld_fen
          from order_share_rolled s
          where s.order_id = any ($2::bigint[])) c
    group by c.household_id, c.month, c.kind, c.village_code, c.county_code, c.producer_id
    having (sum(c.entries), sum(c.credited_fen), sum(c.reversed_fen), sum(c.accrued_fen), sum(c.matured_fen), sum(c.withheld_fen), sum(c.borne_fen)) <> (0, 0, 0, 0, 0, 0, 0)
), kept as (
    insert into household_month (household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen, producer_id, borne_fen)
    select c.household_id, c.month, c.kind, c.village_code, c.county_code, c.entries, c.credited_fen, c.reversed_fen, c.accrued_fen, c.matured_fen, c.withheld_fen, c.producer_id, c.borne_fen
    from change c
    order by c.household_id, c.month
    on conflict on constraint household_month_key do update set
        entries = household_month.entries + excluded.entries, credited_fen = household_month.credited_fen + excluded.credited_fen,
        reversed_fen = household_month.reversed_fen + excluded.reversed_fen, accrued_fen = household_month.accrued_fen + excluded.accrued_fen,
        matured_fen = household_month.matured_fen + excluded.matured_fen, withheld_fen = household_month.withheld_fen + excluded.withheld_fen,
        borne_fen = household_month.borne_fen + excluded.borne_fen
), kept_sum as (
    insert into household_sum as s (county_code, household_id, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select c.county_code, c.household_id, sum(c.entries), sum(c.credited_fen), sum(c.reversed_fen), sum(c.accrued_fen), sum(c.matured_fen), sum(c.withheld_fen)
    from change c
    group by c.county_code, c.household_id
    on conflict on constraint household_sum_key do update set
        entries = s.entries + excluded.entries, credited_fen = s.credited_fen + excluded.credited_fen, reversed_fen = s.reversed_fen + excluded.reversed_fen, accrued_fen = s.accrued_fen + excluded.accrued_fen,
        matured_fen = s.matured_fen + excluded.matured_fen, withheld_fen = s.withheld_fen + excluded.withheld_fen
), kept_county as (
    insert into county_month as k (county_code, month, producer_id, village_code, accrued_fen, matured_fen, withheld_fen, borne_fen)
    select c.county_code, c.month, coalesce(c.producer_id, 0), coalesce(c.village_code, ''), sum(c.accrued_fen), sum(c.matured_fen), sum(c.withheld_fen), sum(c.borne_fen)
    from change c
    group by grouping sets ((c.county_code, c.month, c.producer_id), (c.county_code, c.month, c.village_code))
    on conflict on constraint county_month_key do update set
        accrued_fen = k.accrued_fen + excluded.accrued_fen, matured_fen = k.matured_fen + excluded.matured_fen, withheld_fen = k.withheld_fen + excluded.withheld_fen,
        borne_fen = k.borne_fen + excluded.borne_fen
), moved as (
    insert into household_moved (household_id, month, kind, county_code)
    select distinct c.household_id, c.month, c.kind, c.county_code
    from change c
    order by c.household_id, c.month, c.kind
    on conflict on constraint household_moved_key do nothing
), kept_share as (
    insert into order_rolled_share as s (order_id, household_id, month, kind, village_code, county_code, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen,
        producer_id, borne_fen)
    select o.order_id, o.household_id, o.month, o.kind, o.village_code, o.county_code, o.entries, o.credited_fen, o.reversed_fen, o.accrued_fen, o.matured_fen, o.withheld_fen, o.producer_id, o.borne_fen
    from odd o
    on conflict on constraint order_rolled_share_key do update set
        entries = excluded.entries, credited_fen = excluded.credited_fen, reversed_fen = excluded.reversed_fen, accrued_fen = excluded.accrued_fen,
        matured_fen = excluded.matured_fen, withheld_fen = excluded.withheld_fen, borne_fen = excluded.borne_fen
    where (s.entries, s.credited_fen, s.reversed_fen, s.accrued_fen, s.matured_fen, s.withheld_fen, s.borne_fen)
        <> (excluded.entries, excluded.credited_fen, excluded.reversed_fen, excluded.accrued_fen, excluded.matured_fen, excluded.withheld_fen, excluded.borne_fen)
), kept_order as (
    insert into order_rolled as f (order_id, county_code, is_matured, is_plain, beyond)
    select t.order_id, t.county_code, t.is_matured, t.is_plain, order_beyond(t.order_id)
    from (select p.order_id, p.county_code, p.is_matured, true as is_plain
          from plain p
          union all
          select o.order_id, o.county_code, exists (select 1 from maturity m where m.order_id = o.order_id and m.county_code = o.county_code), false
          from (select distinct d.order_id, d.county_code from odd d) o) t
    on conflict on constraint order_rolled_pkey do update set is_matured = excluded.is_matured, is_plain = excluded.is_plain, beyond = excluded.beyond
    where (f.is_matured, f.is_plain, f.beyond) is distinct from (excluded.is_matured, excluded.is_plain, excluded.beyond)
    returning f.order_id
)
select count(*) as orders
from kept_order
