// Answers for which ledger rows are one person: a row, what it was merged into, and all that was merged into that (R22).
/** SQL for the ids of a person's rows, to be put behind `WITH RECURSIVE`; `@rowId` is any of them. */
export const personRowsQuery = `
  up (id) AS (
    SELECT @rowId
    UNION SELECT row.merged_into FROM ledger_rows AS row JOIN up ON row.id = up.id WHERE row.merged_into IS NOT NULL
  ),
  person (id) AS (
    SELECT id FROM up
    UNION SELECT row.id FROM ledger_rows AS row JOIN person ON row.merged_into = person.id
  )`;
