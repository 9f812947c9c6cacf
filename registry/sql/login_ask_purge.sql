-- Forgets who asked for codes two days ago, and half a year ago if they signed in. $1 at most so many. Columns: none. Indexes: login_ask_seen, login_ask_proved.
delete from login_ask
where (phone_hash, requester_hash) in (
    select over.phone_hash, over.requester_hash
    from (
        select phone_hash, requester_hash from login_ask where proved_at is null and seen_at < now() - interval '2 days'
        union all
        select phone_hash, requester_hash from login_ask where proved_at < now() - interval '180 days' and seen_at < now() - interval '2 days'
    ) over
    limit $1)
