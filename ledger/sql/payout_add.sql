-- Writes lines of a run. $1 run, $2 county, $3 ids, $4 households, $5 amounts, $6 payees (sealed), $7 states, $8 reasons and $9 verdicts of each (a comma between), $10 snapshot and $11 change
-- of the register that were known. Columns: none. Index: payout_once.
insert into payout (id, run_id, county_code, household_id, amount_fen, payee_sealed, state, reasons, verdicts, snapshot_id, change_no)
select n.id, $1::bigint, $2::text, n.household_id, n.amount_fen, n.payee_sealed, n.state, string_to_array(n.reasons, ','), string_to_array(n.verdicts, ',')::bigint[], $10::text, $11::bigint
from (select unnest($3::bigint[]) as id, unnest($4::bigint[]) as household_id, unnest($5::bigint[]) as amount_fen, unnest($6::bytea[]) as payee_sealed, unnest($7::text[]) as state,
             unnest($8::text[]) as reasons, unnest($9::text[]) as verdicts) n
