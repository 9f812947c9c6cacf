-- What a seller has of completed orders, less what it bore of refunds. $1 organisation. Columns: fen. Index: transfer_credit, transfer_debit.
select coalesce((select sum(t.amount_fen) from transfer t where t.credit_owner = $1::bigint and t.credit_kind = 'producer'), 0)::bigint
       - coalesce((select sum(t.amount_fen) from transfer t where t.debit_owner = $1::bigint and t.debit_kind = 'producer'), 0)::bigint as fen
