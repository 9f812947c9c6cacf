-- Accounts below zero that must not be. gateway (an asset), provider_fee (an expense) and producer (it bears refunds after completion) may be.
-- Columns: subject, detail.
select kind || ':' || owner as subject, 'balance ' || sum(amount) as detail
from (
    select credit_kind as kind, credit_owner as owner, amount_fen as amount from transfer
    union all
    select debit_kind, debit_owner, -amount_fen from transfer
) t
where kind not in ('gateway', 'provider_fee', 'producer')
group by kind, owner
having sum(amount) < 0
limit 20
