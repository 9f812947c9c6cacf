-- A page more is staged; nobody else has meanwhile. $1 run, $2 the cursor so far, $3 the next, $4 households, $5 members, $6 the same, $7 newer, $8 faults. Columns: id.
-- Index: register_run primary key.
update register_run
set cursor = $3, fetched_households = fetched_households + $4, fetched_members = fetched_members + $5, same_households = same_households + $6,
    newer_households = newer_households + $7, fault_count = fault_count + $8
where id = $1 and cursor = $2 and state = 'fetching'
returning id
