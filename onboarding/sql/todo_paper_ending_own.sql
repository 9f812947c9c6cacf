-- Whether papers that an organisation must have run out within thirty days, or have. $1 organisation. Columns: count, oldest_at. Index: organisation primary key.
select count(*) as count, min(n.papers_until::timestamptz) as oldest_at
from (select o.papers_until
      from organisation o
      where o.id = $1 and o.state in ('active', 'expired') and o.papers_until <= (now() at time zone 'Asia/Shanghai')::date + 30
      limit 1000) n
