-- What a seller has of completed orders, less what it bore of refunds. $1 organisation. Columns: fen. Of years that are away what they ended with. Index: year_carried primary key, transfer_producer_credit, transfer_producer_debit.
select coalesce(sum(e.fen), 0)::bigint as fen
from (select t.amount_fen as fen from transfer t where t.credit_kind = 'producer' and t.credit_owner = $1::bigint
      union all
      select -t.amount_fen from transfer t where t.debit_kind = 'producer' and t.debit_owner = $1::bigint
      union all
      select c.fen from year_carried c where c.what = 'account' and c.key = 'producer:' || $1::bigint and c.year = (select f.year from year_floor f)) e
