-- Organisations of a county whose papers run out within thirty days, or have. $1 region code. Columns: count, oldest_at. Index: organisation_county.
select count(*) as count, min(n.papers_until::timestamptz) as oldest_at
from (select o.papers_until
      from organisation o
      where o.county_code = left($1::text, 6) and o.state in ('active', 'expired') and o.papers_until <= (now() at time zone 'Asia/Shanghai')::date + 30
      limit 1000) n
