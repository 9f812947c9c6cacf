-- Keeps the code that is sent to a phone. $1 hash of the phone, $2 hash of the code, $3 minutes it lives, $4 seconds between two codes, $5 codes a day.
-- Columns: sent_today (no row when it is too soon or were too many today). Index: login_code primary key.
insert into login_code as c (phone_hash, code_hash, expires_at, tries, sent_at, day, sent_today)
values ($1, $2, now() + make_interval(mins => $3::bigint::int), 0, now(), (now() at time zone 'Asia/Shanghai')::date, 1)
on conflict (phone_hash) do update
set code_hash = excluded.code_hash,
    expires_at = excluded.expires_at,
    tries = 0,
    sent_at = excluded.sent_at,
    day = excluded.day,
    sent_today = case when c.day = excluded.day then c.sent_today + 1 else 1 end
where c.sent_at <= now() - make_interval(secs => $4::bigint) and (c.day <> excluded.day or c.sent_today < $5::bigint)
returning sent_today
