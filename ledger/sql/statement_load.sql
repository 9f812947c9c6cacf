-- A household's income in sums, in one snapshot: from its entries and, independently, from the journal. Its control accounts are the orders', so the journal says of one
-- household what an order's accounts have beyond the entries of its others. $1 household.
-- Columns: months (newest first: month of Beijing time in which the sale was paid, entries, credited, reversed and what remains by state),
-- journal_accrued_fen, journal_matured_fen, journal_withheld_fen (balances), journal_credited_fen, journal_reversed_fen (flows).
-- Indexes: roster_place_household, attribution_pool_roster, attribution_pool primary key, withheld_share primary key, maturity primary key, transfer_order.
with mine as (
    select a.order_id, a.county_code, a.accrued_at, a.state, a.amount_fen, a.reversed_fen
    from attribution_entry a
    where a.household_id = $1
), beyond as (
    select coalesce(sum(j.accrued - case when e.is_matured then 0 else e.fen - e.withheld end), 0) as accrued, coalesce(sum(j.matured - case when e.is_matured then e.fen - e.withheld else 0 end), 0) as matured,
        coalesce(sum(j.withheld - e.withheld), 0) as withheld, coalesce(sum(j.credited - e.credited), 0) as credited,
        coalesce(sum(j.reversed - (e.credited - e.fen)), 0) as reversed
    from (select distinct m.order_id, m.county_code from mine m) o
    join lateral (
        select o.county_code, coalesce(sum(case when t.credit_kind = 'household_accrued' then t.amount_fen else 0 end - case when t.debit_kind = 'household_accrued' then t.amount_fen else 0 end), 0) as accrued,
            coalesce(sum(case when t.credit_kind = 'household' then t.amount_fen else 0 end - case when t.debit_kind = 'household' then t.amount_fen else 0 end), 0) as matured,
            coalesce(sum(case when t.credit_kind = 'withheld' then t.amount_fen else 0 end - case when t.debit_kind = 'withheld' then t.amount_fen else 0 end), 0) as withheld,
            coalesce(sum(t.amount_fen) filter (where t.kind in ('accrue', 'withhold')), 0) as credited, coalesce(sum(t.amount_fen) filter (where t.kind = 'reverse'), 0) as reversed
        from transfer t
        where t.order_id = o.order_id and t.county_code = o.county_code and t.order_id <> 0) j on j.county_code = o.county_code
    join lateral (
        select o.county_code, coalesce(sum(s.credited), 0) as credited, coalesce(sum(s.credited - s.reversed), 0) as fen, coalesce(sum(s.withheld), 0) as withheld,
            exists (select 1 from maturity x where x.order_id = o.order_id and x.county_code = o.county_code) as is_matured
        from (select (select sum(x) from unnest(l.amounts) x) as credited, coalesce((select sum(x) from unnest(l.reversed) x), 0) as reversed,
                  coalesce((select sum(w.amount_fen - coalesce(l.reversed[w.place], 0)) from withheld_share w
                            where w.order_id = l.order_id and w.line_id = l.line_id and w.pool_no = l.pool_no and w.county_code = l.county_code and w.state = 'withheld'), 0) as withheld
              from attribution_pool l
              where l.order_id = o.order_id and l.county_code = o.county_code) s) e on e.county_code = o.county_code
)
select
    (select coalesce(jsonb_agg(jsonb_build_object(
                'month', m.month, 'entries', m.entries, 'credited_fen', m.credited_fen, 'reversed_fen', m.reversed_fen, 'accrued_fen', m.accrued_fen,
                'matured_fen', m.matured_fen, 'paid_out_fen', m.paid_out_fen, 'withheld_fen', m.withheld_fen) order by m.month desc), '[]')
     from (select to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) as entries,
               sum(a.amount_fen) as credited_fen, sum(a.reversed_fen) as reversed_fen,
               coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'accrued'), 0) as accrued_fen,
               coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state in ('matured', 'payable')), 0) as matured_fen,
               coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state in ('paid', 'confirmed')), 0) as paid_out_fen,
               coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'withheld'), 0) as withheld_fen
           from mine a
           group by 1) m) as months,
    (coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'accrued'), 0) + (select b.accrued from beyond b))::bigint as journal_accrued_fen,
    (coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'matured'), 0) + (select b.matured from beyond b))::bigint as journal_matured_fen,
    (coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'withheld'), 0) + (select b.withheld from beyond b))::bigint as journal_withheld_fen,
    (coalesce(sum(a.amount_fen), 0) + (select b.credited from beyond b))::bigint as journal_credited_fen,
    (coalesce(sum(a.reversed_fen), 0) + (select b.reversed from beyond b))::bigint as journal_reversed_fen
from mine a
