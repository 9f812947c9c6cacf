-- Keeps a board as its edition, unless another worker was first. $1 edition, $2 seconds a step, $3 least group, $4 board as JSON. Columns: none.
insert into board_edition (edition, step_s, min_group, board)
values ($1::bigint, $2::bigint, $3::bigint, $4::text)
on conflict do nothing
