-- Organisations of a county that are suspended. $1 county code. Columns: count, oldest_at. Index: organisation_county.
select count(*) as count, min(n.since) as oldest_at
from (select (select max(s.at) from state_log s where s.object_id = o.id and s.shard_key = o.county_code and s.machine = 'organisation') as since
      from organisation o
      where o.state = 'suspended' and o.county_code = left($1::text, 6)
      limit 1000) n
