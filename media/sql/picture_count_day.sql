-- How many pictures an organisation uploaded in the last 24 hours, counted up to $2. $1 organisation. Columns: count. Index: picture_organisation.
select count(*) as count
from (select p.id
      from picture p
      where p.organisation_id = $1::bigint and p.created_at > now() - interval '1 day'
      limit $2::bigint) n
