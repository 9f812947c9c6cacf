-- Households whose entries do not say the same as the journal: accrued, matured, withheld.
-- Columns: subject, detail.
with entry as (
    select a.county_code, a.household_id, case when a.state in ('accrued', 'withheld') then a.state when a.state = 'reversed' then 'none' else 'matured' end as state,
           a.amount_fen - coalesce((select sum(r.amount_fen) from attribution_reversal r
                                    where r.attribution_id = a.id and r.county_code = a.county_code), 0) as left_fen
    from attribution a
), book as (
    select county_code, owner, kind, sum(amount) as balance
    from (
        select county_code, credit_owner as owner, credit_kind as kind, amount_fen as amount from transfer
        union all
        select county_code, debit_owner, debit_kind, -amount_fen from transfer
    ) t
    where kind in ('household_accrued', 'household', 'withheld')
    group by county_code, owner, kind
), said as (
    select county_code, household_id as owner, case state when 'accrued' then 'household_accrued' when 'withheld' then 'withheld' else 'household' end as kind, sum(left_fen) as balance
    from entry
    group by 1, 2, 3
)
select 'household:' || coalesce(s.owner, b.owner) as subject, coalesce(s.kind, b.kind) || ' entries ' || coalesce(s.balance, 0) || ' journal ' || coalesce(b.balance, 0) as detail
from said s
full join book b on b.owner = s.owner and b.kind = s.kind and b.county_code = s.county_code
where coalesce(s.balance, 0) <> coalesce(b.balance, 0)
limit 20
