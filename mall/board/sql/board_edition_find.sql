-- The newest board that was given out, and whether a newer one failed a short while ago. $1 edition, $2 seconds a step, $3 least group, $4 seconds for which a failure counts.
-- Columns: board ('' = there is none), is_current (of the edition, or of a later one that a worker with a faster clock has made), has_failed. Index: board_edition primary key, board_making primary key.
select coalesce(b.board, '') as board, coalesce(b.edition >= $1::bigint and $2::bigint > 0, false) as is_current,
    exists (select 1 from board_making m where m.step_s = $2::bigint and m.min_group = $3::bigint and m.failed_at > now() - $4::bigint * interval '1 second') as has_failed
from (select 1) one
left join lateral (select e.edition, e.board
                   from board_edition e
                   where e.step_s = $2::bigint and e.min_group = $3::bigint and e.board <> ''
                   order by e.edition desc
                   limit 1) b on true
