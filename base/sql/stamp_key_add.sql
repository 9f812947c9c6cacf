-- Keeps the stamp key; whoever was first has made it. $1 the key, sealed. Columns: none.
insert into stamp_key (id, key_sealed)
values (1, $1)
on conflict (id) do nothing
