-- Who has a share, in order. $1 dossier, $2 county, $3 places, $4 parts in hundredths of a percent, $5 names, $6 identity numbers (sealed, null = empty). Columns: none.
insert into dossier_share (dossier_id, county_code, place, percent_hundredths, name_sealed, id_sealed)
select $1::bigint, $2, place, percent_hundredths, name_sealed, id_sealed
from (select unnest($3::bigint[]) as place, unnest($4::bigint[]) as percent_hundredths, unnest($5::bytea[]) as name_sealed, unnest($6::bytea[]) as id_sealed) n
