// Answers for finding the touches whose sending broke off, which are few, among all that are held.
export const deadLetters = {
  id: 19,
  sql: `
    CREATE INDEX touches_dead ON touches (id)
      WHERE state = 'held' AND due_at IS NULL AND instr(reasons, '"SENDING_FAILED"') > 0;
  `,
};
