-- Nobody gives or takes a role until the transaction ends: for the first operator, whom no row can be locked for. Columns: none.
lock table role_grant in share row exclusive mode
