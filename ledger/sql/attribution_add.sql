-- Writes attribution entries. $1 ids, $2 county codes, $3 orders, $4 lines, $5 plans, $6 pool numbers, $7 households, $8 village codes, $9 kinds, $10 amounts,
-- $11 why the share is withheld, null where the household is confirmed (accrued), $12 stamp key. Columns: none.
insert into attribution (id, county_code, order_id, line_id, plan_id, pool_no, household_id, village_code, kind, amount_fen, state, withhold_reason, accrued_at, stamp)
select n.id, n.county_code, n.order_id, n.line_id, n.plan_id, n.pool_no::int, n.household_id, n.village_code, n.kind, n.amount_fen,
       case when n.withhold_reason is null then 'accrued' else 'withheld' end, coalesce(n.withhold_reason, ''), now(),
       row_stamp($12::bytea, record_send(row('attribution'::text, n.id, n.county_code, n.order_id, n.line_id, n.plan_id, n.pool_no::int, n.household_id,
                                            n.village_code, n.kind, n.amount_fen, coalesce(n.withhold_reason, ''), now())))
from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::text[])
     as n (id, county_code, order_id, line_id, plan_id, pool_no, household_id, village_code, kind, amount_fen, withhold_reason)
