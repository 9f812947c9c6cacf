-- Keeps a piece of a file. $1 file, $2 place, $3 bytes. Columns: none.
insert into stored_part (file_id, place, bytes)
values ($1, $2, $3)
on conflict (file_id, place) do nothing
