-- Why a year cannot go yet: shares of its orders that are withheld, its payouts that are not paid, transfers whose day is not closed, and such of it or of its orders as the sums have not followed yet,
-- as those follow entries. $1 the first id behind it.
-- Columns: subject, detail.
select 'share:' || w.id as subject, 'of order ' || w.order_id || ' is withheld' as detail
from withheld_share w
where w.order_id < $1::bigint and w.state = 'withheld'
union all
select 'payout:' || p.id, 'is ' || p.state
from payout p
where p.id < $1::bigint and p.state in ('planned', 'held', 'ordered')
union all
select 'transfer:' || t.id, 'its day is not closed'
from transfer t
where t.id < $1::bigint and t.booked_at >= (select coalesce((max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai', '-infinity') from ledger_day d)
union all
select 'transfer:' || t.id, 'the sums have not followed it'
from transfer t
where t.id > (select f.floor_id from journal_follower f where f.name = 'households') and (t.id < $1::bigint or t.order_id <> 0 and t.order_id < $1::bigint)
limit 20
