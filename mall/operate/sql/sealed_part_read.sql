-- Pieces of uploaded files, which are sealed, in order. $1 file and $3 place to begin after, $2 limit. Index: stored_part primary key.
-- Binary columns: row, part, bytes.
select p.file_id as row, p.place::bigint as part, p.bytes
from stored_part p
join import_upload u on u.id = p.file_id
where (p.file_id, p.place) > ($1::bigint, $3::bigint::int)
order by p.file_id, p.place
limit $2
