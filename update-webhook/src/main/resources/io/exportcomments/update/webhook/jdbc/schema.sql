-- The deliveries that came. For PostgreSQL and H2; times are milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE IF NOT EXISTS exportcomments_delivery (
    delivery_key VARCHAR(200) PRIMARY KEY,
    -- Null once the delivery was handled.
    body BYTEA,
    received_at BIGINT NOT NULL,
    -- Who handles it; null while nobody does.
    claim VARCHAR(36),
    -- When it may be claimed, by whoever comes first; null when it was handled or put aside.
    due_at BIGINT,
    attempts INTEGER NOT NULL,
    handled_at BIGINT
);
CREATE INDEX IF NOT EXISTS exportcomments_delivery_due ON exportcomments_delivery (due_at);
CREATE INDEX IF NOT EXISTS exportcomments_delivery_handled ON exportcomments_delivery (handled_at);
