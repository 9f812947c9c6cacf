-- Where a page of households ends. $1 behind this id, $2 so many. Columns: households, last_id (null = there are none). Index: household primary key.
select count(*) as households, max(h.id) as last_id
from (select id from household where id > $1::bigint order by id limit $2::bigint) h
