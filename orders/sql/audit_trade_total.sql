-- The next trades, by the columns that they are stamped by, and what their orders must come to. $1 after id, $2 trades. Binary columns: id, county_code, buyer_id, total_fen, stamp, placed_at, boxes.
-- Index: trade primary key.
select t.id, t.county_code, t.buyer_id, t.total_fen, t.stamp, t.placed_at, t.boxes
from trade t
where t.id > $1
order by t.id
limit $2
