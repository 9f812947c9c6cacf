-- Counties that were on the national list, one row a code of today. $1 first digits of their codes ('' = all), $2 and $3 earliest and latest year in which they left,
-- $4 code to begin after, $5 limit.
-- Columns: code, name, province_code, province, listed (json: name, prefecture, exit_year of each name on the list). Index: listed_county primary key.
select c.code, coalesce(max(r.name), '') as name, left(c.code, 2) || '0000' as province_code, coalesce(max(p.name), '') as province,
    json_agg(json_build_object('name', c.name, 'prefecture', c.prefecture, 'exit_year', c.exit_year) order by c.name) as listed
from listed_county c
left join region r on r.code = c.code and r.level = 3
left join region p on p.code = left(c.code, 2) || '0000' and p.level = 1
where c.code > $4 and starts_with(c.code, $1) and c.exit_year between $2::bigint and $3::bigint
group by c.code
order by c.code
limit $5
