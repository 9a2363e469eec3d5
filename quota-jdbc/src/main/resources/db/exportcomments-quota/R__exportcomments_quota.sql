CREATE TABLE IF NOT EXISTS exportcomments_quota_account (
    account VARCHAR(200) NOT NULL PRIMARY KEY,
    last_ticket BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS exportcomments_quota_use (
    account VARCHAR(200) NOT NULL,
    limit_name VARCHAR(100) NOT NULL,
    ticket BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    span_millis BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    settled INTEGER NOT NULL,
    PRIMARY KEY (account, limit_name, ticket)
);
CREATE TABLE IF NOT EXISTS exportcomments_quota_wait (
    account VARCHAR(200) NOT NULL,
    ticket BIGINT NOT NULL,
    kind VARCHAR(100) NOT NULL,
    uses BIGINT NOT NULL,
    waits_until BIGINT NOT NULL,
    PRIMARY KEY (account, ticket)
);
