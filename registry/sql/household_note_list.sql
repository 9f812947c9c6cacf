-- Notes of a household, newest first. $1 household, $2 cursor (ids below it), $3 limit. Columns: note_id, visited_on, next_on, corrects_id, actor_name, noted_at, _text (sealed).
-- Index: household_note_of.
select n.id as note_id, to_char(n.visited_on, 'YYYY-MM-DD') as visited_on, to_char(n.next_on, 'YYYY-MM-DD') as next_on, n.corrects_id, coalesce(a.display_name, '') as actor_name,
    n.at as noted_at, n.text_sealed as _text
from household_note n
left join account a on a.id = n.account_id
where n.household_id = $1 and n.id < $2
order by n.id desc
limit $3
