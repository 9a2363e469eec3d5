-- The deliveries that came. For MySQL 8.0.17 and later; times are milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE IF NOT EXISTS exportcomments_delivery (
    delivery_key VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL PRIMARY KEY,
    -- Null once the delivery was handled.
    body MEDIUMBLOB,
    received_at BIGINT NOT NULL,
    -- Who handles it; null while nobody does.
    claim VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin,
    -- When it may be claimed, by whoever comes first; null when it was handled or put aside.
    due_at BIGINT,
    attempts INTEGER NOT NULL,
    handled_at BIGINT,
    INDEX exportcomments_delivery_due (due_at),
    INDEX exportcomments_delivery_handled (handled_at)
) ENGINE = InnoDB;
