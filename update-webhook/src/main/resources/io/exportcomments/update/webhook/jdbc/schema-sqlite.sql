-- The deliveries that came. For SQLite; times are milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE IF NOT EXISTS exportcomments_delivery (
    delivery_key TEXT NOT NULL PRIMARY KEY,
    -- Null once the delivery was handled.
    body BLOB,
    received_at INTEGER NOT NULL,
    -- Who handles it; null while nobody does.
    claim TEXT,
    -- When it may be claimed, by whoever comes first; null when it was handled or put aside.
    due_at INTEGER,
    attempts INTEGER NOT NULL,
    handled_at INTEGER
);
CREATE INDEX IF NOT EXISTS exportcomments_delivery_due ON exportcomments_delivery (due_at);
CREATE INDEX IF NOT EXISTS exportcomments_delivery_handled ON exportcomments_delivery (handled_at);
