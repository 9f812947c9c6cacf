-- Locks trades whose time to pay ran out and of which no attempt to pay is open, in id order. $1 limit. Columns: id, county_code, state. Index: trade_pkey,
-- trade_expiry, payment_attempt_subject.
-- Each is looked up alone: of a limit that is not known yet PostgreSQL expects a tenth of all that are unpaid, and would read these whole to join so many.
select t.id, t.county_code, t.state
from (select n.id, n.county_code
      from (select d.id, d.county_code
            from trade d
            where d.state = 'placed' and d.expires_at <= now()
                and not exists (select 1 from payment_attempt a
                                where a.subject_id = d.id and a.subject_kind = 'trade' and a.county_code = d.county_code and a.state = 'created')
            order by d.expires_at
            limit $1) n
      order by n.id) due
cross join lateral (
    select h.id, h.county_code, h.state
    from trade h
    where h.id = due.id and h.county_code = due.county_code
    for no key update
) t
where t.state = 'placed'
