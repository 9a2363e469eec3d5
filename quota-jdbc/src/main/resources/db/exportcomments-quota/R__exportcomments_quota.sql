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
CREATE TABLE IF NOT EXISTS exportcomments_quota_turn (
    account VARCHAR(200) NOT NULL,
    ticket BIGINT NOT NULL,
    kind VARCHAR(100) NOT NULL,
    uses BIGINT NOT NULL,
    places BIGINT NOT NULL,
    waits_until BIGINT NOT NULL,
    PRIMARY KEY (account, ticket)
);
CREATE TABLE IF NOT EXISTS exportcomments_quota_place (
    account VARCHAR(200) NOT NULL,
    holder VARCHAR(100) NOT NULL,
    limit_name VARCHAR(100) NOT NULL,
    places BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    since BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    held_until BIGINT NOT NULL,
    forgotten_at BIGINT NOT NULL,
    PRIMARY KEY (account, holder)
);
