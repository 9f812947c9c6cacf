-- Why a year cannot go yet: shares of its orders that are withheld, its payouts that are not paid, transfers whose day is not closed or that the sums have not followed yet. $1 the first id behind it.
-- Columns: subject, detail.
select 'share:' || w.id as subject, 'of order ' || w.order_id || ' is withheld' as detail
from withheld_share w
where w.order_id < $1::bigint and w.state = 'withheld'
union all
select 'payout:' || p.id, 'is ' || p.state
from payout p
where p.id < $1::bigint and p.state in ('planned', 'held', 'ordered')
union all
select 'transfer:' || t.id, case when t.booked_at >= c.until then 'its day is not closed' else 'the sums have not followed it' end
from transfer t
cross join (select coalesce((max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai', '-infinity') as until from ledger_day d) c
where t.id < $1::bigint and (t.booked_at >= c.until or t.id > (select f.floor_id from journal_follower f where f.name = 'households'))
limit 20
