-- What the subsidiary ledger has of transfers, as the lines of their days end in it (ledger/day.h, format 2). $1 orders, $2 their counties, $3 moments of reversals, microseconds since 1970; 0 = it is
-- an accrual. Index: attribution_pool primary key, withheld_share primary key, pool_reversal_pool. Binary columns: place (from 1 on), digest.
select k.place, sha256(case when k.at_us = 0 then coalesce((select string_agg(stamp_bytes(l) || r.digest, ''::bytea order by l.line_id, l.pool_no)
                                                             from attribution_pool l
                                                             join roster r on r.id = l.roster_id and r.county_code = l.county_code
                                                             where l.order_id = k.order_id and l.county_code = k.county_code), ''::bytea) ||
                                                   coalesce((select string_agg(stamp_bytes(w), ''::bytea order by w.line_id, w.pool_no, w.place)
                                                             from withheld_share w
                                                             where w.order_id = k.order_id and w.county_code = k.county_code), ''::bytea)
                            else coalesce((select string_agg(stamp_bytes(v), ''::bytea order by v.id)
                                           from pool_reversal v
                                           where v.order_id = k.order_id and v.county_code = k.county_code
                                               and v.reversed_at = 'epoch'::timestamptz + k.at_us * interval '1 microsecond'), ''::bytea) end) as digest
from (select unnest($1::bigint[]) as order_id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as at_us, generate_series(1, cardinality($1::bigint[])) as place) k
order by k.place
