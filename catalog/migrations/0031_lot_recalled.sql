-- Closed out of a hold: its packed parcels may not leave. A lot that was closed because it is used up sends what is packed.
alter table lot add column recalled boolean not null default false;
update lot t
set recalled = true
where t.state = 'closed' and (select g.from_state from state_log g where g.machine = 'lot' and g.object_id = t.id and g.shard_key = t.county_code order by g.id desc limit 1) = 'held';
