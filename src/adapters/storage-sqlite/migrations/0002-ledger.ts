// Answers for the tables of the ledger: one row per person, its touches, gate rows, and the suppressions that stand.
export const ledger = {
  id: 2,
  sql: `
    -- pointer_to: a further address of a person, or the same address under another key version (R0, R16).
    CREATE TABLE ledger_rows (
      id TEXT PRIMARY KEY NOT NULL,
      pointer_to TEXT,
      merged_into TEXT,
      used_email INTEGER NOT NULL DEFAULT 0 CHECK (used_email >= 0),
      used_call INTEGER NOT NULL DEFAULT 0 CHECK (used_call >= 0),
      suppression_id TEXT,
      suppression_number INTEGER NOT NULL DEFAULT 0,
      suppression_leaf_count INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ledger_rows_by_suppression ON ledger_rows (suppression_id) WHERE suppression_id IS NOT NULL;
    CREATE INDEX ledger_rows_by_merger ON ledger_rows (merged_into) WHERE merged_into IS NOT NULL;

    CREATE TABLE ledger_touches (
      row_id TEXT NOT NULL,
      touch_id TEXT NOT NULL,
      attempt TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('in_flight', 'sent', 'unknown')),
      channel TEXT NOT NULL CHECK (channel IN ('email', 'call')),
      at INTEGER NOT NULL,
      -- The lease under which it was claimed (R9).
      lease_ms INTEGER NOT NULL,
      -- Campaign and step: what a person gets once, whatever row the touch's id was made from (R22, R23).
      step_key TEXT NOT NULL,
      PRIMARY KEY (row_id, touch_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ledger_touches_in_flight ON ledger_touches (at) WHERE state = 'in_flight';

    CREATE TABLE gate_rows (
      key TEXT PRIMARY KEY NOT NULL,
      is_closed INTEGER NOT NULL,
      suppression_id TEXT,
      suppression_number INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX gate_rows_by_suppression ON gate_rows (suppression_id) WHERE suppression_id IS NOT NULL;

    CREATE TABLE suppressions (
      id TEXT PRIMARY KEY NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'domain', 'phone')),
      key TEXT NOT NULL,
      cause TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      effective_at INTEGER NOT NULL,
      note TEXT,
      domain TEXT,
      number INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
