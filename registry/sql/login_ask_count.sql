-- Counts a code that somebody asks for. $1 hash of the phone, $2 of the requester (empty: of all), $3 seconds between two codes, $4 codes a day.
-- Columns: known (somebody signed in as that phone from there). No row when it is too soon or were too many today. Index: login_ask primary key.
insert into login_ask as a (phone_hash, requester_hash, seen_at, sent_at, day, sent_today)
values ($1::bytea, $2::bytea, now(), now(), (now() at time zone 'Asia/Shanghai')::date, 1)
on conflict (phone_hash, requester_hash) do update
set seen_at = excluded.seen_at,
    sent_at = excluded.sent_at,
    day = excluded.day,
    sent_today = case when a.day = excluded.day then a.sent_today + 1 else 1 end
where (a.sent_at is null or a.sent_at <= now() - make_interval(secs => $3::bigint)) and (a.day <> excluded.day or a.sent_today < $4::bigint)
returning a.proved_at is not null as known
