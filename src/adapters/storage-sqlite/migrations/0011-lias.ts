// Answers for the table of Legitimate Interests Assessments with all their versions.
export const lias = {
  id: 11,
  sql: `
    CREATE TABLE lias (
      id TEXT PRIMARY KEY NOT NULL,
      revision INTEGER NOT NULL,
      document TEXT NOT NULL
    ) STRICT;
  `,
};
