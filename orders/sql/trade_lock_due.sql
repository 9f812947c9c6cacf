-- Locks trades whose time to pay ran out and of which no attempt to pay is open, in id order. $1 limit. Columns: id, county_code, state. Index: trade_expiry,
-- payment_attempt_subject.
select t.id, t.county_code, t.state
from (select d.id, d.county_code
      from trade d
      where d.state = 'placed' and d.expires_at <= now()
        and not exists (select 1 from payment_attempt a
                        where a.subject_id = d.id and a.subject_kind = 'trade' and a.county_code = d.county_code and a.state = 'created')
      order by d.expires_at
      limit $1) due
join trade t on t.id = due.id and t.county_code = due.county_code
where t.state = 'placed'
order by t.id
for no key update of t
