-- Has a backend of ours end the statement that it runs. $1 its process id. Columns: pg_cancel_backend (whether there is such a backend). Index: none.
select pg_cancel_backend($1::bigint::int)
