-- Who has a share in the organisation of a dossier, in order. $1 dossier. Columns: place, percent_hundredths, _name, _id (sealed). Index: dossier_share primary key.
select place, percent_hundredths, name_sealed as _name, id_sealed as _id
from dossier_share
where dossier_id = $1
order by place
