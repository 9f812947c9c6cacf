-- Canonical lines of a Beijing day's transfers in order of id. $1 day, $2 after id, $3 limit, $4 format: 1 the transfer, 2 with a digest of what the subsidiary ledger
-- has of it: of an accrual the order's lines with their rosters' digests and its withheld shares, of a reversal what was taken back. Index: transfer_booked,
-- attribution_pool primary key, withheld_share primary key, pool_reversal_pool. Columns: id, amount_fen, line.
select t.id, t.amount_fen,
       t.id || '|' || t.county_code || '|' || t.debit_kind || ':' || t.debit_owner || '|' || t.credit_kind || ':' || t.credit_owner || '|' || t.amount_fen || '|' || t.kind || '|' ||
       t.order_id || '|' || t.cause_id || '|' || (extract(epoch from t.booked_at) * 1000000)::bigint ||
       case when $4::bigint = 1 then ''
            when t.kind in ('accrue', 'withhold') then
                '|' || encode(sha256(coalesce((select string_agg(stamp_bytes(l) || r.digest, ''::bytea order by l.line_id, l.pool_no)
                                               from attribution_pool l
                                               join roster r on r.id = l.roster_id and r.county_code = l.county_code
                                               where l.order_id = t.order_id and l.county_code = t.county_code), ''::bytea) ||
                                     coalesce((select string_agg(stamp_bytes(w), ''::bytea order by w.line_id, w.pool_no, w.place)
                                               from withheld_share w
                                               where w.order_id = t.order_id and w.county_code = t.county_code), ''::bytea)), 'hex')
            when t.kind = 'reverse' then
                '|' || encode(sha256(coalesce((select string_agg(stamp_bytes(v), ''::bytea order by v.id)
                                               from pool_reversal v
                                               where v.order_id = t.order_id and v.county_code = t.county_code and v.reversed_at = t.booked_at), ''::bytea)), 'hex')
            else '' end || E'\n' as line
from transfer t
where t.booked_at >= ($1::text::date)::timestamp at time zone 'Asia/Shanghai'
  and t.booked_at < ($1::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
  and t.id > $2
order by t.id
limit $3
