// Answers for comparing a job title with a target role.

/**
 * Equality of the trimmed texts without case, or by a `*` at either end of the role: `Head of *`, `* Learning`, `*HR*`.
 * An empty role matches nothing.
 */
export function matchesRole(jobTitle: string, role: string): boolean {
  const title = normal(jobTitle);
  const pattern = normal(role);
  const isOpenLeft = pattern.startsWith('*');
  const isOpenRight = pattern.length > 1 && pattern.endsWith('*');
  const text = pattern.slice(isOpenLeft ? 1 : 0, isOpenRight ? -1 : undefined);
  if (title === '' || pattern === '') return false;
  if (isOpenLeft && isOpenRight) return title.includes(text);
  if (isOpenLeft) return title.endsWith(text);
  return isOpenRight ? title.startsWith(text) : title === text;
}

function normal(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
