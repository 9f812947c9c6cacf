-- Entries of a household's statement, newest first. $1 household, $2 orders that statement_entry_order has found, $3 cursor (ids below it), $4 limit, $5 and $6 from when and
-- before when they were credited (infinity: any time).
-- Columns: entry_id, line_id, kind, state, withhold_reason, credited_fen, reversed_fen, net_fen (what remains), day, accrued_at, matured_at. Index: attribution_pool primary key.
-- By a subquery: a plan that begins with the household's rosters reads all that it ever had.
select a.id as entry_id, a.line_id, a.kind, a.state, a.withhold_reason, a.amount_fen as credited_fen, a.reversed_fen, a.amount_fen - a.reversed_fen as net_fen,
    to_char(a.accrued_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, a.accrued_at, a.matured_at
from (select e.id, e.household_id, e.line_id, e.kind, e.state, e.withhold_reason, e.amount_fen, e.reversed_fen, e.accrued_at, e.matured_at
      from attribution_entry e
      where e.order_id = any ($2::bigint[])
      offset 0) a
where a.household_id = $1::bigint and a.id < $3::bigint and a.accrued_at >= $5::text::timestamptz and a.accrued_at < $6::text::timestamptz
order by a.id desc
limit $4::bigint
