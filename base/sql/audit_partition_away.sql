-- Years of tables that lie outside them, so that nothing of what is asked of the books can be true of those years. Columns: subject, detail.
select 'year:' || year as subject, table_name || ' is away since ' || to_char(away_since at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as detail
from partition_away
order by year, table_name
limit 20
