-- How far a reader of the journal has come for certain: what has happened since is in transfers behind it. $1 reader. Columns: floor_id. Index: journal_follower primary key.
select floor_id
from journal_follower
where name = $1
