-- Locks trades whose time to pay ran out, in id order. $1 limit. Columns: id, county_code, state. Index: trade_expiry.
select id, county_code, state
from trade
where id in (select d.id from trade d where d.state = 'placed' and d.expires_at <= now() order by d.expires_at limit $1) and state = 'placed'
order by id
for no key update
