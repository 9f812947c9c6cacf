-- What every session of the steps begins with. The stamp key stands in the session alone; `mall demo stamp-key` tells it of throw-away data only.
\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\o /dev/null
\set key `"$MALL_BIN" demo stamp-key`
select set_config('grow.stamp_key', :'key', false);
\unset key
set synchronous_commit = off;
set work_mem = '64MB';
set temp_buffers = '64MB';
set jit = off;
set search_path = grow, public;
