-- Locks trades whose time to pay ran out, in id order. $1 limit. Columns: id, county_code, state. Index: trade_expiry.
select t.id, t.county_code, t.state
from (select d.id, d.county_code from trade d where d.state = 'placed' and d.expires_at <= now() order by d.expires_at limit $1) due
join trade t on t.id = due.id and t.county_code = due.county_code
where t.state = 'placed'
order by t.id
for no key update of t
