-- What a county has set for a year. $1 county, $2 year. Columns: fen_a_head. Index: income_limit primary key.
select fen_a_head from income_limit where county_code = $1 and year = $2
