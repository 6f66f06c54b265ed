// Answers for the tables of the audit log: leaves for ever, payloads and commitment keys until the person is erased.
export const auditLog = {
  id: 1,
  sql: `
    CREATE TABLE leaves (
      number INTEGER PRIMARY KEY NOT NULL,
      id TEXT UNIQUE NOT NULL,
      type TEXT NOT NULL,
      at INTEGER NOT NULL,
      leaf_hash BLOB NOT NULL,
      leaf TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER leaves_are_never_changed BEFORE UPDATE ON leaves
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER leaves_are_never_deleted BEFORE DELETE ON leaves
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

    CREATE TABLE leaf_payloads (
      number INTEGER PRIMARY KEY NOT NULL,
      row_id TEXT,
      salt BLOB NOT NULL,
      payload TEXT NOT NULL
    ) STRICT;
    CREATE INDEX leaf_payloads_by_row ON leaf_payloads (row_id) WHERE row_id IS NOT NULL;

    -- The key is destroyed by erasure, the count goes on.
    CREATE TABLE leaf_subjects (
      row_id TEXT PRIMARY KEY NOT NULL,
      subject_key BLOB,
      leaf_count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
