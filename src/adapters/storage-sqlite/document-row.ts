// Answers for records that are kept whole as JSON beside the columns they are looked up by.

export interface DocumentRow {
  readonly document: string;
}

export function parseDocument<T>(row: unknown): T | null {
  return row === undefined ? null : (JSON.parse((row as DocumentRow).document) as T);
}

export function parseDocuments<T>(rows: readonly unknown[]): T[] {
  return rows.map((row) => JSON.parse((row as DocumentRow).document) as T);
}
