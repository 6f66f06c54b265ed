// Answers for errors of a route that its shape does not tell, so that the OpenAPI document can name them.
import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const alsoAnswersKey = 'fairknock:also-answers';

/** For example 404 where the body or the query names something that must exist. */
export function AlsoAnswers(...statuses: readonly number[]): CustomDecorator {
  return SetMetadata(alsoAnswersKey, statuses);
}
