// Answers for the table of call permits.
export const permits = {
  id: 16,
  sql: `
    CREATE TABLE permits (
      id TEXT PRIMARY KEY NOT NULL,
      contact_id TEXT NOT NULL,
      issued_to TEXT NOT NULL,
      issued_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      outcome TEXT,
      outcome_at INTEGER,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX permits_contact ON permits (contact_id, issued_at);
    CREATE INDEX permits_outstanding ON permits (issued_to, expires_at) WHERE outcome IS NULL;
  `,
};
