-- Operators' roles that wait for a second operator's word. Columns: count, oldest_at. Scans role_grant, which is small.
select count(*) as count, min(n.valid_from) as oldest_at
from (select g.valid_from
      from role_grant g
      where g.valid_to is null and g.awaits_second and (g.expires_at is null or g.expires_at > now())
      limit 1000) n
