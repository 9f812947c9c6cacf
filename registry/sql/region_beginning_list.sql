-- Beginnings that are known before their day, by code and level. $1 first digits of the codes ('' = the country), $2 and $3 code and level to begin after, $4 limit. DB_SLOW.
-- Columns: code, level, parent_code, name, begins_on, noted_at, is_known (there is such a code), lives (it is in force), was_name, was_parent_code (both '' where it is not known).
-- Index: region_beginning primary key, region primary key.
select b.code, b.level, b.parent_code, b.name, b.begins_on::text as begins_on, b.noted_at, r.code is not null as is_known, r.code is not null and r.valid_to is null as lives,
    coalesce(r.name, '') as was_name, coalesce(r.parent_code, '') as was_parent_code
from region_beginning b
left join region r on r.code = b.code and r.level = b.level
where starts_with(b.code, $1) and (b.code, b.level) > ($2::text, $3::bigint)
order by b.code, b.level
limit $4
