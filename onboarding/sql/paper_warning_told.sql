-- To how many people a message went. $1 organisation, $2 kind, $3 number, $4 last day, $5 days before it, $6 people. Columns: none. Index: paper_warning primary key.
update paper_warning set people = $6
where organisation_id = $1 and kind = $2 and number = $3 and expires_on = $4::date and days = $5
