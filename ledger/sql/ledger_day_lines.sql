-- Canonical lines of a Beijing day's transfers in order of id. $1 day, $2 after id, $3 limit. Index: transfer_booked.
-- Columns: id, amount_fen, line.
select id, amount_fen,
       id || '|' || county_code || '|' || debit_kind || ':' || debit_owner || '|' || credit_kind || ':' || credit_owner || '|' || amount_fen || '|' || kind || '|' ||
       order_id || '|' || cause_id || '|' || (extract(epoch from booked_at) * 1000000)::bigint || E'\n' as line
from transfer
where booked_at >= ($1::text::date)::timestamp at time zone 'Asia/Shanghai'
  and booked_at < ($1::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
  and id > $2
order by id
limit $3
