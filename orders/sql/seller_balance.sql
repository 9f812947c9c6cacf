-- What a seller has of completed orders, less what it bore of refunds. $1 organisation. Columns: fen. Index: transfer_producer_credit, transfer_producer_debit.
select coalesce(sum(e.fen), 0)::bigint as fen
from (select t.amount_fen as fen from transfer t where t.credit_kind = 'producer' and t.credit_owner = $1::bigint
      union all
      select -t.amount_fen from transfer t where t.debit_kind = 'producer' and t.debit_owner = $1::bigint) e
