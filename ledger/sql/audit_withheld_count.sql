-- How many shares are withheld, or were, of orders from an id on. $1 this id. Binary columns: shares. Index: withheld_share primary key.
select count(*) as shares
from withheld_share w
where w.order_id >= $1
