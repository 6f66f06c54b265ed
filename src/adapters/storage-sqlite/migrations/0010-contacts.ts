// Answers for the tables of contacts; personal data lies in `document` and in the two folded columns only.
export const contacts = {
  id: 10,
  sql: `
    CREATE TABLE contacts (
      id TEXT PRIMARY KEY NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL,
      row_id TEXT NOT NULL,
      email_key TEXT,
      import_id TEXT,
      country TEXT,
      job_title TEXT,
      organisation TEXT,
      document TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX contacts_email_key ON contacts (email_key) WHERE email_key IS NOT NULL;
    CREATE INDEX contacts_row_id ON contacts (row_id);
    CREATE INDEX contacts_state ON contacts (state, id);
    CREATE INDEX contacts_import ON contacts (import_id, id) WHERE import_id IS NOT NULL;
    CREATE INDEX contacts_country ON contacts (country, id) WHERE country IS NOT NULL;
    CREATE INDEX contacts_job_title ON contacts (job_title, id) WHERE job_title IS NOT NULL;
    CREATE INDEX contacts_organisation ON contacts (organisation, id) WHERE organisation IS NOT NULL;

    CREATE TABLE contact_phone_keys (
      phone_key TEXT NOT NULL,
      contact_id TEXT NOT NULL,
      PRIMARY KEY (phone_key, contact_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contact_phone_keys_contact ON contact_phone_keys (contact_id);

    -- Rows of erased people: digests only, kept for ever, so that no import brings them back (P7).
    CREATE TABLE erased_rows (row_id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
