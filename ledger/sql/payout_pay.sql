-- Lines were paid by the bank. $1 lines, of each $2 the day, $3 the bank's number, $4 what is said of it. Columns: none. Index: payout primary key.
update payout t
set state = 'paid', paid_on = n.paid_on::date, bank_no = n.bank_no, reason = n.reason, moved_at = now()
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as paid_on, unnest($3::text[]) as bank_no, unnest($4::text[]) as reason) n
where t.id = n.id
