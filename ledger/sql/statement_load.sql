-- A household's income in sums, in one snapshot: from its entries and, independently, from the journal. $1 household.
-- Columns: months (newest first: month of Beijing time in which the sale was paid, entries, credited, reversed and what remains by state),
-- journal_accrued_fen, journal_matured_fen, journal_withheld_fen (balances of its accounts), journal_credited_fen, journal_reversed_fen (flows).
-- Indexes: attribution_household, attribution_reversal_once, transfer_debit, transfer_credit.
select
    (select coalesce(jsonb_agg(jsonb_build_object(
                'month', m.month, 'entries', m.entries, 'credited_fen', m.credited_fen, 'reversed_fen', m.reversed_fen, 'accrued_fen', m.accrued_fen,
                'matured_fen', m.matured_fen, 'paid_out_fen', m.paid_out_fen, 'withheld_fen', m.withheld_fen) order by m.month desc), '[]')
     from (select to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(a.id) as entries,
               sum(a.amount_fen) as credited_fen, sum(r.fen) as reversed_fen,
               coalesce(sum(a.amount_fen - r.fen) filter (where a.state = 'accrued'), 0) as accrued_fen,
               coalesce(sum(a.amount_fen - r.fen) filter (where a.state in ('matured', 'payable')), 0) as matured_fen,
               coalesce(sum(a.amount_fen - r.fen) filter (where a.state in ('paid', 'confirmed')), 0) as paid_out_fen,
               coalesce(sum(a.amount_fen - r.fen) filter (where a.state = 'withheld'), 0) as withheld_fen
           from attribution a
           cross join lateral (select coalesce(sum(x.amount_fen), 0) as fen from attribution_reversal x where x.attribution_id = a.id and x.county_code = a.county_code) r
           where a.household_id = $1
           group by 1) m) as months,
    coalesce(sum(j.fen) filter (where j.account = 'household_accrued'), 0)::bigint as journal_accrued_fen,
    coalesce(sum(j.fen) filter (where j.account = 'household'), 0)::bigint as journal_matured_fen,
    coalesce(sum(j.fen) filter (where j.account = 'withheld'), 0)::bigint as journal_withheld_fen,
    coalesce(sum(j.fen) filter (where j.kind in ('accrue', 'withhold') and j.fen > 0), 0)::bigint as journal_credited_fen,
    coalesce(-sum(j.fen) filter (where j.kind = 'reverse'), 0)::bigint as journal_reversed_fen
from (select t.credit_kind as account, t.kind, t.amount_fen as fen
      from transfer t
      where t.credit_owner = $1 and t.credit_kind in ('household_accrued', 'household', 'withheld')
      union all
      select t.debit_kind, t.kind, -t.amount_fen
      from transfer t
      where t.debit_owner = $1 and t.debit_kind in ('household_accrued', 'household', 'withheld')) j
