-- Gives an account another name. $1 id, $2 name. Columns: was (the name before). Index: account primary key.
update account a
set display_name = $2
from (select id, display_name from account where id = $1 for update) o
where a.id = $1 and o.id = a.id
returning o.display_name as was
