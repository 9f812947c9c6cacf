-- Whether anything was captured that had to go back because it was not what was asked for. No parameters. Binary columns: has. Reads all of refund: there is one in twenty orders, and no index has their kinds.
select exists (select 1 from refund r where r.kind = 'differs') as has
