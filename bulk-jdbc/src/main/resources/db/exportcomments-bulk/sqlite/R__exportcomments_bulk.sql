CREATE TABLE IF NOT EXISTS exportcomments_bulk_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(200) NOT NULL UNIQUE,
    priority INTEGER NOT NULL,
    start_at BIGINT,
    max_attempts INTEGER NOT NULL,
    stage VARCHAR(16) NOT NULL
);
CREATE TABLE IF NOT EXISTS exportcomments_bulk_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id BIGINT NOT NULL REFERENCES exportcomments_bulk_batch (id) ON DELETE CASCADE,
    item_key VARCHAR(64) NOT NULL,
    request TEXT NOT NULL,
    state VARCHAR(16) NOT NULL,
    work VARCHAR(16),
    attempt INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    job VARCHAR(64) UNIQUE,
    message VARCHAR(500),
    file TEXT,
    owner VARCHAR(120),
    due_at BIGINT,
    sent_at BIGINT,
    send_until BIGINT,
    sending_key VARCHAR(64) UNIQUE,
    given_back INTEGER NOT NULL,
    handover VARCHAR(8) NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (batch_id, item_key)
);
CREATE INDEX IF NOT EXISTS exportcomments_bulk_send
    ON exportcomments_bulk_item (batch_id, work, due_at, id);
CREATE INDEX IF NOT EXISTS exportcomments_bulk_due ON exportcomments_bulk_item (work, due_at, id);
CREATE INDEX IF NOT EXISTS exportcomments_bulk_state ON exportcomments_bulk_item (batch_id, state, id);
CREATE INDEX IF NOT EXISTS exportcomments_bulk_owner ON exportcomments_bulk_item (owner);
CREATE INDEX IF NOT EXISTS exportcomments_bulk_sent ON exportcomments_bulk_item (sent_at);
CREATE INDEX IF NOT EXISTS exportcomments_bulk_key ON exportcomments_bulk_item (item_key);
CREATE TABLE IF NOT EXISTS exportcomments_bulk_worker (
    name VARCHAR(120) NOT NULL PRIMARY KEY,
    alive_until BIGINT NOT NULL
);
