-- Writes what one refund takes back of the pools of an order's lines. $1 ids, $2 county codes, $3 order, $4 lines, $5 pool numbers, $6 refund (0 = none), $7 amounts by
-- place, each written as an array, $8 stamp key. Columns: none.
insert into pool_reversal (id, county_code, order_id, line_id, pool_no, refund_id, amounts, reversed_at, stamp)
select n.id, n.county_code, $3::bigint, n.line_id, n.pool_no, $6::bigint, n.amounts, now(),
       row_stamp($8::bytea, record_send(row('pool_reversal'::text, n.id, n.county_code, $3::bigint, n.line_id, n.pool_no, $6::bigint, n.amounts, now())))
from (select u.id, u.county_code, u.line_id, u.pool_no::int as pool_no, u.amounts::bigint[] as amounts
      from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($4::bigint[]) as line_id, unnest($5::bigint[]) as pool_no,
                   unnest($7::text[]) as amounts) u) n
