-- Notes that somebody saw personal fields. $1 id, $2 account, $3 purpose, $4 subject, $5 its id, $6 its county ('' = of none), $7 names of the fields.
-- Columns: none.
insert into access_trail (id, account_id, purpose, subject, subject_id, county_code, fields)
values ($1, $2, $3, $4, $5, $6, $7)
