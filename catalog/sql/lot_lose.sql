-- Loose goods of a lot that are lost; its row is locked. $1 lot id, $2 grams. Columns: none. Index: lot primary key.
update lot set lost_g = lost_g + $2 where id = $1
