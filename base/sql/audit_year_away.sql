-- Years of tables that lie outside them and were not carried on, or the reverse; and what was carried on over a year that is not as it was written, or not whole. $1 stamp key. Columns: subject, detail.
select 'year:' || coalesce(p.year, y.year) as subject,
    case when y.year is null then p.table_name || ' is away since ' || to_char(p.away_since at time zone 'Asia/Shanghai', 'YYYY-MM-DD') || ', and nothing was carried on' else 'was carried on, and is not away' end as detail
from partition_away p
full join (select year from year_away where back_at is null) y on y.year = p.year
where p.year is null or y.year is null
union all
select 'year:' || t.year, 'does not fit its stamp'
from year_away t
where t.back_at is null and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'year:' || t.year, t.what || ' ' || t.key || ' of ' || t.county_code || ' does not fit its stamp'
from year_carried t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'year:' || t.year, t.machine || ':' || t.object_id || ' does not fit its stamp'
from year_state t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'year:' || y.year, 'was carried on with ' || y.carried || ' rows, and has ' || count(c.year)
from year_away y
left join year_carried c on c.year = y.year
where y.back_at is null
group by y.year, y.carried
having y.carried <> count(c.year)
union all
select 'year:' || y.year, 'was carried on with ' || y.states || ' states, and has ' || count(s.year)
from year_away y
left join year_state s on s.year = y.year
where y.back_at is null
group by y.year, y.states
having y.states <> count(s.year)
limit 20
