-- Provinces, prefectures and counties whose name may stand in a text: its first two characters do. $1 text.
-- Columns: code, level, name. Reads the three thousand regions of these levels.
select code, level, name
from region
where level <= 3 and pickable and valid_to is null and strpos($1, left(name, 2)) > 0
order by level, code
