-- Links of a household that are not free, newest first. $1 household. The state is compared so that the index of those that are held, of everybody, is not taken.
-- Columns: producer_id, producer_name, state, causes (comma between), reason (of the last move), moved_at.
-- Index: benefit_link_unique, organisation primary key, state_log_object.
select l.producer_id, o.name as producer_name, l.state, array_to_string(l.causes, ',') as causes, g.reason, g.at as moved_at
from benefit_link l
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
left join lateral (select x.reason, x.at from state_log x
                   where x.object_id = l.id and x.shard_key = l.county_code and x.machine = 'benefit_link'
                   order by x.id desc
                   limit 1) g on true
where l.household_id = $1 and coalesce(l.state, '') <> 'free'
order by l.id desc
limit 100
