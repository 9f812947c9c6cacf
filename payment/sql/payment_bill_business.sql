-- What we had of a Beijing day at a provider that its bill must list: captures, and refunds it accepted (those near midnight may stand in the bill of the day
-- before or after). $1 provider, $2 day. Columns: captures, refunds. Indexes: payment_attempt_paid, refund_created.
select (select count(*)
        from payment_attempt a
        where a.provider = $1 and a.paid_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai'
          and a.paid_at < ($2::text::date + 1)::timestamp at time zone 'Asia/Shanghai') as captures,
       (select count(*)
        from refund r
        join payment_attempt a on a.id = r.attempt_id
        join state_log g on g.object_id = r.id and g.machine = 'refund' and g.from_state = 'requested' and g.to_state in ('processing', 'succeeded') and g.shard_key = r.county_code
        where a.provider = $1 and r.created_at > ($2::text::date - 30)::timestamp at time zone 'Asia/Shanghai'
          and r.created_at < ($2::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
          and g.at >= ($2::text::date::timestamp + interval '5 minutes') at time zone 'Asia/Shanghai'
          and g.at < ($2::text::date + 1)::timestamp at time zone 'Asia/Shanghai' - interval '5 minutes') as refunds
