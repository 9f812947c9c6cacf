-- One county that was on the national list. $1 code of today.
-- Columns: code, name, province_code, province, listed (as in listed_county_list). No row when it was not on it. Index: listed_county primary key.
select c.code, coalesce(max(r.name), '') as name, left(c.code, 2) || '0000' as province_code, coalesce(max(p.name), '') as province,
    json_agg(json_build_object('name', c.name, 'prefecture', c.prefecture, 'exit_year', c.exit_year) order by c.name) as listed
from listed_county c
left join region r on r.code = c.code and r.level = 3
left join region p on p.code = left(c.code, 2) || '0000' and p.level = 1
where c.code = $1
group by c.code
