-- Canonical lines of transfers in order of id, day by day (Beijing). $1 after id, $2 transfers, $3 day ('' = of all days), $4 format of that day's lines, $5 to id; without
-- a day each closed one has its own, and the others have no lines. 1: the transfer, 2: with a digest of what the subsidiary ledger has of it: of an accrual the
-- order's lines with their rosters' digests and its withheld shares, of a reversal what was taken back. Index: transfer primary key, attribution_pool primary key,
-- withheld_share primary key, pool_reversal_pool. Columns: day, last_id, transfers, amount_fen, lines (null = the day is not closed).
with span as materialized (
    select nullif($3::text, '')::date as day
), page as (
    select t.id, t.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind, t.order_id, t.cause_id, t.booked_at, beijing_day(t.booked_at) as day
    from transfer t
    where t.id > $1 and t.id <= $5 and ($3 = '' or beijing_day(t.booked_at) = (select day from span))
    order by t.id
    limit $2
), form as (
    select t.id, t.county_code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen, t.kind, t.order_id, t.cause_id, t.booked_at, t.day,
        case when $3 = '' then d.format else $4::int end as format
    from page t
    left join ledger_day d on d.day = t.day
)
select t.day::text as day, max(t.id) as last_id, count(*) as transfers, sum(t.amount_fen)::bigint as amount_fen,
    string_agg(concat_ws('|', t.id, t.county_code, concat(t.debit_kind, ':', t.debit_owner), concat(t.credit_kind, ':', t.credit_owner), t.amount_fen, t.kind, t.order_id, t.cause_id,
           round(date_part('epoch', t.booked_at) * 1000000)::bigint) ||
       case when t.format = 1 then ''
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
            else '' end || E'\n', '' order by t.id) filter (where t.format is not null) as lines
from form t
group by t.day
