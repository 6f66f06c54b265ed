// Answers for the plan of touches: an index that holds only what may become due, and running counts per state.

// Counting a campaign of a million touches takes 50 ms; the send path asks after each touch, so triggers keep the counts.
export const touches = {
  id: 13,
  sql: `
    CREATE TABLE touches (
      id TEXT PRIMARY KEY NOT NULL,
      campaign_id TEXT NOT NULL,
      contact_id TEXT NOT NULL,
      row_id TEXT NOT NULL,
      step INTEGER NOT NULL,
      channel TEXT NOT NULL,
      state TEXT NOT NULL,
      due_at INTEGER,
      message_id TEXT,
      claimed_at INTEGER,
      started_at INTEGER,
      settled_at INTEGER,
      smtp TEXT,
      try_count INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      reasons TEXT NOT NULL,
      verdicts TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX touches_step ON touches (campaign_id, contact_id, step);
    CREATE INDEX touches_contact ON touches (contact_id);
    CREATE INDEX touches_due ON touches (campaign_id, due_at, id)
      WHERE due_at IS NOT NULL AND state IN ('scheduled', 'held');
    CREATE INDEX touches_claimed ON touches (changed_at, id) WHERE state = 'claimed';
    CREATE INDEX touches_open ON touches (campaign_id, state) WHERE state IN ('scheduled', 'held');
    CREATE INDEX touches_reasons ON touches (campaign_id, reasons) WHERE state IN ('held', 'blocked');

    CREATE TABLE touch_counts (
      campaign_id TEXT NOT NULL,
      state TEXT NOT NULL,
      touch_count INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, state)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER touches_planned AFTER INSERT ON touches BEGIN
      INSERT INTO touch_counts VALUES (NEW.campaign_id, NEW.state, 1)
        ON CONFLICT (campaign_id, state) DO UPDATE SET touch_count = touch_count + 1;
    END;
    CREATE TRIGGER touches_moved AFTER UPDATE OF state ON touches WHEN OLD.state <> NEW.state BEGIN
      UPDATE touch_counts SET touch_count = touch_count - 1
        WHERE campaign_id = OLD.campaign_id AND state = OLD.state;
      INSERT INTO touch_counts VALUES (NEW.campaign_id, NEW.state, 1)
        ON CONFLICT (campaign_id, state) DO UPDATE SET touch_count = touch_count + 1;
    END;
  `,
};
