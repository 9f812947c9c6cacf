-- Accounts below zero that must not be. gateway (an asset), provider_fee (an expense), household_drawn (what was drawn from a household's matured income) and producer (it bears refunds after completion) may be. What an order's own accounts hold and what
-- was not owed are held against the order, to the fen, where households' entries are and where escrows are. Columns: subject, detail.
select t.kind || ':' || t.owner as subject, 'balance ' || sum(t.amount) as detail
from (
    select credit_kind as kind, credit_owner as owner, order_id, amount_fen as amount from transfer
    where credit_kind not in ('gateway', 'provider_fee', 'producer', 'unowed', 'household_drawn') and not (credit_owner = order_id and credit_kind in ('escrow', 'household_accrued', 'household', 'withheld'))
    union all
    select debit_kind, debit_owner, order_id, -amount_fen from transfer
    where debit_kind not in ('gateway', 'provider_fee', 'producer', 'unowed', 'household_drawn') and not (debit_owner = order_id and debit_kind in ('escrow', 'household_accrued', 'household', 'withheld'))
    union all
    select split_part(c.key, ':', 1), split_part(c.key, ':', 2)::bigint, 0, c.fen from year_carried c
    where c.what = 'account' and c.year = (select f.year from year_floor f) and split_part(c.key, ':', 1) not in ('gateway', 'provider_fee', 'producer', 'unowed', 'household_drawn')
        and not (split_part(c.key, ':', 2) = '0' and split_part(c.key, ':', 1) in ('escrow', 'household_accrued', 'household', 'withheld'))
) t
group by t.kind, t.owner
having sum(t.amount) < 0
limit 20
