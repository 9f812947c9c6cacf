-- A piece more is taken over; nobody else has meanwhile. $1 run, $2 up to which line it was, $3 up to which it is, $4 households added, $5 changed, $6 suspended, $7 members added,
-- $8 changed, $9 gone, $10 households of which more is known, $11 members. Columns: id. Index: register_run primary key.
update register_run
set applied_line = $3, added_households = added_households + $4, changed_households = changed_households + $5, suspended_households = suspended_households + $6,
    added_members = added_members + $7, changed_members = changed_members + $8, gone_members = gone_members + $9,
    learned_households = learned_households + $10, learned_members = learned_members + $11
where id = $1 and applied_line = $2 and state = 'applying'
returning id
