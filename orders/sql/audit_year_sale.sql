-- Months of a year that is away in which producers or SKUs come to something else than when it was taken out. Columns: subject, detail.
select 'county:' || coalesce(c.county_code, d.county_code) as subject, 'sales of ' || coalesce(c.key, d.month) || ' are not those that were carried on' as detail
from (select c.county_code, c.key, c.digest
      from year_carried c
      where c.what = 'sale_month' and c.year = (select f.year from year_floor f)) c
full join (select d.county_code, d.month, d.digest
           from sale_month_digest d
           where exists (select from year_floor f where f.year <> 0)
               and d.month < (select to_char(to_timestamp(((f.rows_from >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM') from year_floor f)) d
    on d.county_code = c.county_code and d.month = c.key
where c.digest is distinct from d.digest
limit 20
