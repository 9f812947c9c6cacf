-- Why it cannot be followed. $1 code, $2 whether the register answered all the same. Columns: none.
update register_state
set trouble_since = case when trouble = $1 then trouble_since else now() end, trouble = $1, asked_at = case when $2::boolean then now() else asked_at end
where (trouble, false) is distinct from ($1::text, $2::boolean)
