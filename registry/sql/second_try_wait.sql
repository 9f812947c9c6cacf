-- How long a session waits for its next try at the second proof, for its own and for those of all sessions of its account. $1 session, $2 tries without a wait of
-- a session, $3 of an account. Columns: wait_s (seconds). Index: session_number, second_factor primary key.
select ceil(extract(epoch from greatest(
    case when s.second_tries >= $2::bigint then s.second_tried_at + login_wait(s.second_tries, $2::bigint) end,
    case when f.wrong >= $3::bigint then f.wrong_at + login_wait(f.wrong, $3::bigint) end) - now()))::bigint as wait_s
from session s
join second_factor f on f.account_id = s.account_id
where s.session_id = $1
