-- Moves links, and adds a cause to them or takes it away. $1 ids, $2 their states, $3 the cause, $4 adds (else takes away; not of those that are ended).
-- Columns: none. Index: benefit_link primary key.
update benefit_link l
set state = n.state,
    causes = case when n.state = 'free' then '{}' when $4::boolean and not $3::text = any (l.causes) then l.causes || $3::text when $4::boolean or n.state = 'ended' then l.causes
                  else array_remove(l.causes, $3::text) end
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as state) n
where l.id = n.id
