-- Hashes of codes on paper as they stand, in order. $1 id to begin after, $2 limit. Index: paper_code primary key.
-- Binary columns: row, part, code_hash.
select id as row, 0::bigint as part, code_hash
from paper_code
where id > $1
order by id
limit $2
