// Answers for the table of replies that are kept for repeated requests.
export const idempotency = {
  id: 18,
  sql: `
    CREATE TABLE idempotency (
      account_id TEXT NOT NULL,
      key TEXT NOT NULL,
      request_hash TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      status INTEGER,
      body TEXT,
      PRIMARY KEY (account_id, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_expiry ON idempotency (expires_at);
  `,
};
