-- Who makes ids now and writes under another key than the newest, or does not say which. $1 its number. Columns: holder, key_id.
select holder, key_id
from id_maker
where held_until > now() and holder <> '' and key_id <> $1::bigint::smallint
order by holder
limit 5
