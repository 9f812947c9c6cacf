-- Runs of a county, newest first. $1 county, $2 states, $3 below which id, $4 at most, $5 one alone (0 = all).
-- Columns: run_id, county_code, state, note, created_by_name ('' = by itself), created_at, snapshot_id, change_no, compared_at, waits_for, prepared_at, released_by_name, released_at, ended_at,
-- sums (by state of its lines: state, households, amount_fen). Index: payout_run_of, payout_run_sum_key, account primary key.
select r.id as run_id, r.county_code, r.state, r.note, coalesce(c.display_name, '') as created_by_name, r.created_at, r.snapshot_id, r.change_no, r.compared_at, r.waits_for, r.prepared_at,
    coalesce(a.display_name, '') as released_by_name, r.released_at, r.ended_at, s.sums
from payout_run r
left join account c on c.id = r.created_by
left join account a on a.id = r.released_by
left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('state', n.state, 'households', n.households, 'amount_fen', n.amount_fen) order by n.state), '[]'::jsonb) as sums
    from payout_run_sum n
    where n.run_id = r.id and n.county_code = r.county_code and n.households > 0) s on true
where r.county_code = $1::text and r.state = any ($2::text[]) and r.id < $3::bigint and ($5::bigint = 0 or r.id = $5::bigint)
order by r.id desc
limit $4::bigint
