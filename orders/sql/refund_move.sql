-- Moves a refund from state $2 to $3, with the provider's id. $1 refund, $4 provider's refund id.
update refund
set state = $3::text, provider_refund_id = coalesce(nullif($4::text, ''), provider_refund_id), done_at = case when $3::text = 'succeeded' then now() else done_at end
where id = $1::bigint and state = $2::text
