-- What a Beijing day's transfers moved, by kind of account. $1 day, $2 its first id, $3 its last id. Columns: kind, debit_fen, credit_fen. Index: transfer
-- primary key.
select s.kind, sum(s.debit)::bigint as debit_fen, sum(s.credit)::bigint as credit_fen
from (select debit_kind as kind, amount_fen as debit, 0 as credit, id, booked_at from transfer
      union all
      select credit_kind, 0, amount_fen, id, booked_at from transfer) s
where s.id >= $2 and s.id <= $3 and beijing_day(s.booked_at) = $1::text::date
group by s.kind
