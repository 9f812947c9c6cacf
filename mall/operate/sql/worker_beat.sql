-- A worker lives. $1 node, $2 number, $3 process, $4 when it started, microseconds since 1970, $5 connections, $6 requests in flight, $7 jobs, $8 memory in KiB, $9 whether a proxy is not trusted.
-- Columns: none. Index: primary key.
insert into worker_beat (node, number, process, started_at, connections, in_flight, jobs, memory_kb, front_missed)
values ($1, $2, $3, timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5, $6, $7, $8, $9)
on conflict (node, number) do update
   set process = excluded.process,
       started_at = excluded.started_at,
       beat_at = now(),
       connections = excluded.connections,
       in_flight = excluded.in_flight,
       jobs = excluded.jobs,
       memory_kb = excluded.memory_kb,
       front_missed = excluded.front_missed
