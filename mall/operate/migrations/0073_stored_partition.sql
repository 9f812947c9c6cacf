-- Pieces of files by the day on which their export or import was asked for, which is in the file's number: a day goes whole when its week is over.
select partition_begin('stored_part', 'file_id', 'day', 7);
grant select, insert, delete on stored_part to mall_app;
