-- What the register said to reports, unless they have changed meanwhile. $1 ids, $2 revisions, $3 why it refused (''= it took it). Columns: none. Index: household_report primary key.
update household_report r
set state = case when n.code = '' then 'taken' else 'refused' end, refused_code = n.code, told_at = now()
from (select unnest($1::bigint[]) as id, unnest($2::bigint[]) as revision, unnest($3::text[]) as code) n
where r.id = n.id and r.revision = n.revision and r.state = 'waiting'
