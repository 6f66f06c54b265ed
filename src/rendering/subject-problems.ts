// Answers for subjects that are short, one line, and do not pretend to be an answer (M7).

const maxLength = 200;
// Marks of replies and forwards in the languages of common mail programs.
const replyMark = /^\s*(re|fwd?|aw|wg|tr|rv|rif|i|sv|vb|vs|antw|odp|pd|res|enc|ref)\s*(\[\d+\])?\s*[:：]/i;

export function subjectProblems(subject: string): string[] {
  return [
    ...(subject.trim() === '' ? ['must not be empty'] : []),
    ...(subject.length > maxLength ? [`may have at most ${String(maxLength)} characters`] : []),
    ...(replyMark.test(subject) ? ['may not begin like a reply or forward: this is none'] : []),
    ...(/[\r\n\u2028\u2029]/.test(subject) ? ['must be one line'] : []),
  ];
}
