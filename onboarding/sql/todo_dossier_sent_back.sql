-- An organisation's renewals that a desk sent back. $1 organisation. Columns: count, oldest_at. Index: dossier_organisation.
select count(*) as count, min(n.at) as oldest_at
from (select d.submitted_at as at
      from dossier d
      where d.organisation_id = $1 and d.state = 'sent_back'
      limit 1000) n
