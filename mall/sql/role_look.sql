-- Who we are to the database: whether that role may change what belongs to the schema's owner. Columns: name, is_strong.
select r.rolname::text as name, r.rolsuper or exists (select from pg_class c where c.relname = 'transfer' and pg_has_role(r.oid, c.relowner, 'usage')) as is_strong
from pg_roles r
where r.rolname = current_user
