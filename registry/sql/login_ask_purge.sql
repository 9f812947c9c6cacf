-- Forgets who asked for codes two days ago, and half a year ago if they signed in. $1 at most so many. Columns: none. Index: login_ask_seen.
delete from login_ask
where (phone_hash, requester_hash) in (
    select phone_hash, requester_hash from login_ask
    where seen_at < now() - interval '2 days' and (proved_at is null or proved_at < now() - interval '180 days')
    limit $1)
