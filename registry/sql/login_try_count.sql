-- Counts a try before it is judged; login_ask_prove takes it back. After so many in a row each waits for the last
-- (login_wait). A day without one forgets them. $1 hash of the phone, $2 of the requester, $3 tries without a wait.
-- Columns: counted (no row when it is too soon). Index: login_ask primary key.
insert into login_ask as a (phone_hash, requester_hash, seen_at, day, wrong, wrong_at)
values ($1::bytea, $2::bytea, now(), (now() at time zone 'Asia/Shanghai')::date, 1, now())
on conflict (phone_hash, requester_hash) do update
set seen_at = excluded.seen_at,
    wrong = case when a.wrong_at > now() - interval '1 day' then a.wrong + 1 else 1 end,
    wrong_at = excluded.wrong_at
where a.wrong < $3::bigint or a.wrong_at is null
    or a.wrong_at + login_wait(a.wrong, $3::bigint) <= now()
returning true as counted
