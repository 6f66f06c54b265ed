// Answers for the tables of imports, of the lines they refused, and of the keys by which an erasure finds such a line.
export const imports = {
  id: 17,
  sql: `
    CREATE TABLE imports (
      id TEXT PRIMARY KEY NOT NULL,
      state TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX imports_unfinished ON imports (created_at, id) WHERE state IN ('queued', 'running');

    CREATE TABLE import_rejects (
      import_id TEXT NOT NULL,
      line INTEGER NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (import_id, line)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE import_reject_keys (
      key TEXT NOT NULL,
      import_id TEXT NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (key, import_id, line)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX import_reject_keys_line ON import_reject_keys (import_id, line);
  `,
};
