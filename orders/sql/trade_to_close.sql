-- Trades whose time to pay ran out with an attempt to pay that is still open and was not asked about in the last 10 seconds; those that waited longest first.
-- $1 limit, of attempts. Columns: trade_id. Index: payment_attempt_to_ask, trade primary key.
-- Attempts are walked in the order in which they wait, each trade looked up alone: as soon as there are enough no more of a crowd's are read.
select n.trade_id
from (select t.id as trade_id, coalesce(a.checked_at, a.created_at) as waits_since
      from payment_attempt a
      cross join lateral (
          select d.id
          from trade d
          where d.id = a.subject_id and d.county_code = a.county_code and d.state = 'placed' and d.expires_at <= now()
          limit 1) t
      where a.state = 'created' and a.subject_kind = 'trade' and (a.checked_at is null or a.checked_at < now() - interval '10 seconds')
      order by coalesce(a.checked_at, a.created_at)
      limit $1) n
group by n.trade_id
order by min(n.waits_since)
