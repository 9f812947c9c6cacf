-- The stamp key, sealed under a master key. Columns: key_sealed (no row before the first use). Index: stamp_key primary key.
select key_sealed
from stamp_key
where id = 1
