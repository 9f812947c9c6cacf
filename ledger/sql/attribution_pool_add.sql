-- Writes what lines gave through pools to the places of their rosters. $1 orders, $2 lines, $3 pool numbers, $4 ids (of the first place), $5 county codes, $6 rosters,
-- $7 amounts by place, each written as an array, $8 stamp key. Columns: none.
insert into attribution_pool (order_id, line_id, pool_no, id, county_code, roster_id, amounts, accrued_at, stamp)
select n.order_id, n.line_id, n.pool_no, n.id, n.county_code, n.roster_id, n.amounts, now(),
       row_stamp($8::bytea, record_send(row('attribution_pool'::text, n.order_id, n.line_id, n.pool_no, n.id, n.county_code, n.roster_id, n.amounts, now())))
from (select u.order_id, u.line_id, u.pool_no::int as pool_no, u.id, u.county_code, u.roster_id, u.amounts::bigint[] as amounts
      from (select unnest($1::bigint[]) as order_id, unnest($2::bigint[]) as line_id, unnest($3::bigint[]) as pool_no, unnest($4::bigint[]) as id,
                   unnest($5::text[]) as county_code, unnest($6::bigint[]) as roster_id, unnest($7::text[]) as amounts) u) n
