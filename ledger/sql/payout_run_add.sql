-- Begins a run of payouts. $1 id, $2 county, $3 what people know it by, $4 who asked for it (0 = nobody: its time had come). Columns: none. Index: payout_run_open.
insert into payout_run (id, county_code, note, created_by)
values ($1, $2, $3, $4)
