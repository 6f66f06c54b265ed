// Answers for the table of campaigns.
export const campaigns = {
  id: 12,
  sql: `
    CREATE TABLE campaigns (
      id TEXT PRIMARY KEY NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL,
      launched_at INTEGER,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX campaigns_running ON campaigns (launched_at, id) WHERE state = 'running';
  `,
};
