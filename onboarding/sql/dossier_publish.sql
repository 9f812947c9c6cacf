-- A dossier is public for so many whole days behind today, of Beijing. $1 id, $2 days. Columns: none. Index: dossier primary key.
update dossier
set publicity_ends_at = ((now() at time zone 'Asia/Shanghai')::date + 1 + $2::int)::timestamp at time zone 'Asia/Shanghai'
where id = $1
