-- Canonical lines of a day's transfers (Beijing) in order of id, in a format. $1 after id, $2 transfers, $3 day, $4 format, $5 to id. 1: the transfer, 2: with a digest of what the subsidiary
-- ledger has of it: of an accrual the order's lines with their rosters' digests and its withheld shares, of a reversal what was taken back. Index: transfer primary key, attribution_pool primary key,
-- withheld_share primary key, pool_reversal_pool. Columns: last_id, transfers, amount_fen, lines.
with page as (
    select t.id, t.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind, t.order_id, t.cause_id, t.booked_at
    from transfer t
    where t.id > $1 and t.id <= $5 and beijing_day(t.booked_at) = $3::date
    order by t.id
    limit $2
)
select max(t.id) as last_id, count(*) as transfers, sum(t.amount_fen)::bigint as amount_fen,
    string_agg(concat_ws('|', t.id, t.county_code, concat(t.debit_kind, ':', t.debit_owner), concat(t.credit_kind, ':', t.credit_owner), t.amount_fen, t.kind, t.order_id, t.cause_id,
           round(date_part('epoch', t.booked_at) * 1000000)::bigint) ||
       case when $4::int = 1 then ''
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
            else '' end || E'\n', '' order by t.id) as lines
from page t
having count(*) > 0
