// Answers for the table of look-ups in do-not-call registers.
export const screenings = {
  id: 15,
  sql: `
    CREATE TABLE screenings (
      id TEXT PRIMARY KEY NOT NULL,
      phone_key TEXT NOT NULL,
      screened_at INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX screenings_phone ON screenings (phone_key, screened_at);
  `,
};
