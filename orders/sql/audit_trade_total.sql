-- What the next trades come to. $1 after id, $2 trades. Binary columns: id, buyer_id, placed_at, total_fen, boxes. Index: trade primary key.
select t.id, t.buyer_id, t.placed_at, t.total_fen, t.boxes
from trade t
where t.id > $1
order by t.id
limit $2
