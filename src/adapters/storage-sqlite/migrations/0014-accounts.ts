// Answers for the tables of accounts and of their hashed keys.
export const accounts = {
  id: 14,
  sql: `
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY NOT NULL,
      document TEXT NOT NULL
    ) STRICT;
    CREATE TABLE api_keys (
      id TEXT PRIMARY KEY NOT NULL,
      account_id TEXT NOT NULL,
      secret_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT;
    CREATE INDEX api_keys_account ON api_keys (account_id, created_at);
  `,
};
