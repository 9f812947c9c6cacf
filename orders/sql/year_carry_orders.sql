-- With what sums of sales go on over a year that is taken out. $1 the first id behind it. Columns: what, key, county_code, fen, digest.
select 'sale_month' as what, d.month as key, d.county_code, null::bigint as fen, d.digest
from sale_month_digest d
where d.month < to_char(to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM')
