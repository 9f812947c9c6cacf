-- By which limit of income a county was looked at last. $1 county. Columns: fen_a_head, limit_from, looked_at. Index: fraud_look primary key.
select fen_a_head, limit_from, looked_at
from fraud_look
where county_code = $1 and limit_from is not null
