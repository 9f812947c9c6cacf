-- Lines of a run now stand elsewhere. $1 run, $2 county, of each state concerned: $3 which, $4 how many more households (or fewer), $5 how many fen more (or fewer). Columns: none.
-- Index: payout_run_sum_key.
insert into payout_run_sum as s (run_id, county_code, state, households, amount_fen)
select $1::bigint, $2::text, n.state, n.households, n.amount_fen
from (select unnest($3::text[]) as state, unnest($4::bigint[]) as households, unnest($5::bigint[]) as amount_fen) n
on conflict on constraint payout_run_sum_key do update set households = s.households + excluded.households, amount_fen = s.amount_fen + excluded.amount_fen
