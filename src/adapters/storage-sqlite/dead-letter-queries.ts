// Answers for the statements about touches whose sending broke off; their condition is the partial index's, word for word.
import type { ReasonCode } from '../../gate/reason-codes.js';
import { touchColumns } from './touch-row.js';

const code: ReasonCode = 'SENDING_FAILED';
const isDead = `state = 'held' AND due_at IS NULL AND instr(reasons, '"${code}"') > 0`;

export const countDeadSql = `SELECT count(*) AS touchCount FROM touches WHERE ${isDead}`;
export const listDeadSql = `SELECT ${touchColumns} FROM touches WHERE ${isDead} AND id > ? ORDER BY id LIMIT ?`;
export const requeueDeadSql = `UPDATE touches SET due_at = ? WHERE id = ? AND ${isDead}`;
