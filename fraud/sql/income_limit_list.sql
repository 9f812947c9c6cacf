-- What a county has set, the newest year first. $1 county, $2 below which year, $3 at most. Columns: year, fen_a_head, reason, set_by_name, set_at. Index: income_limit primary key.
select l.year, l.fen_a_head, l.reason, coalesce(a.display_name, '') as set_by_name, l.set_at
from income_limit l
left join account a on a.id = l.set_by
where l.county_code = $1::text and l.year < $2::bigint
order by l.year desc
limit $3
