-- Households of a region whose state is suspended. $1 region code (village, township or county). Columns: count, oldest_at. Index: household_suspended.
select count(*) as count, min(n.since) as oldest_at
from (select (select max(s.at) from state_log s where s.object_id = h.id and s.shard_key = h.county_code and s.machine = 'household') as since
      from household h
      where h.state = 'suspended' and h.village_code >= $1::text and h.village_code < $1::text || ':'
      limit 1000) n
