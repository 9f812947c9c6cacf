-- The papers of a dossier, in order. $1 dossier, $2 county, $3 places, $4 kinds, $5 numbers, $6 and $7 first and last days ('' = none), $8 scans (0 = none).
-- Columns: none.
insert into dossier_paper (dossier_id, county_code, place, kind, number, issued_on, expires_on, scan_id)
select $1::bigint, $2, place, kind, number, nullif(issued_on, '')::date, nullif(expires_on, '')::date, nullif(scan_id, 0)
from (select unnest($3::bigint[]) as place, unnest($4::text[]) as kind, unnest($5::text[]) as number, unnest($6::text[]) as issued_on,
             unnest($7::text[]) as expires_on, unnest($8::bigint[]) as scan_id) n
