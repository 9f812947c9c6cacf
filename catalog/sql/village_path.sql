-- A village with the names above it, province first, without levels that are only a step between (市辖区). $1 village code (12 digits), $2 county code.
-- Columns: path. No row when it is no village of that county now. Index: region primary key.
select (select string_agg(r.name, '' order by r.level) from region r
        where (r.code, r.level) in ((left(g.code, 2) || '0000', 1::smallint), (left(g.code, 4) || '00', 2::smallint),
                                    (left(g.code, 6), 3::smallint), (left(g.code, 9), 4::smallint), (g.code, 5::smallint))
            and r.pickable) as path
from region g
where g.code = $1::text and g.level = 5 and left(g.code, 6) = $2::text and g.valid_to is null
