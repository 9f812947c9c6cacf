-- What a producer sells is listed by price like what a category and a county do: by an index, whatever number of goods it has.
create index product_producer_price on product (producer_id, price_fen, version_id);
