-- What a seller has of completed orders, less what it bore of refunds. $1 organisation. Columns: fen. Index: transfer_credit, transfer_debit.
select coalesce(sum(case when t.credit_kind = 'producer' and t.credit_owner = $1::bigint then t.amount_fen else -t.amount_fen end), 0)::bigint as fen
from transfer t
where (t.credit_owner = $1::bigint and t.credit_kind = 'producer') or (t.debit_owner = $1::bigint and t.debit_kind = 'producer')
