-- Needs of a county, newest first. $1 county. Columns: need_id, title, boxes, state. Index: need_county.
select id as need_id, title, boxes, state
from need
where county_code = $1
order by id desc
limit 100
