-- Roles that end within fourteen days, or have ended by themselves and were neither given anew nor taken back. Columns: count, oldest_at (of those that have
-- ended). Scans role_grant, which is small.
select count(*) as count, min(n.expires_at) filter (where n.expires_at <= now()) as oldest_at
from (select g.expires_at
      from role_grant g
      where g.valid_to is null and g.expires_at < now() + interval '14 days'
      limit 1000) n
