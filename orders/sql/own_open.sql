-- What a buyer has under way. $1 buyer. Columns: unpaid (trades), under_way (orders), refunds. Index: trade_buyer, sale_order_trade, order_refund_order,
-- refund_subject.
with mine as (
    select id, county_code, state from trade where buyer_id = $1
)
select (select count(*) from mine where state = 'placed') as unpaid,
    (select count(*) from mine m join sale_order o on o.trade_id = m.id and o.county_code = m.county_code where o.state = 'paid') as under_way,
    (select count(*) from mine m join refund r on r.subject_id = m.id and r.subject_kind = 'trade' and r.county_code = m.county_code
     where r.state in ('requested', 'processing', 'abnormal')) as refunds
