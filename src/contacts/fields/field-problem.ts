// Answers for what is wrong with one value, in words that follow the field's name; never the value itself.
export interface FieldProblem {
  readonly code: string;
  readonly message: string;
}
