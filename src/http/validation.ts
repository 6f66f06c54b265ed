// Answers for refusing input that does not fit its DTO: every field named by its path, no value ever repeated.
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { InputError, type FieldError } from '../shared/errors.js';

const longestPath = 200;
const maxErrors = 100;

function pathOf(parent: string, property: string): string {
  const path = /^\d+$/.test(property) ? `${parent}[${property}]` : parent === '' ? property : `${parent}.${property}`;
  return path.slice(0, longestPath);
}

/** class-validator begins its messages with the property's name; the path says that already. */
function messageOf(constraint: string, message: string, property: string): string {
  if (constraint === 'whitelistValidation') return 'this field does not exist';
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}

function ownErrors(error: ValidationError, field: string): FieldError[] {
  const broken = Object.entries(error.constraints ?? {});
  // What is not there breaks every rule of the field; that it is missing says it all.
  const isMissing =
    error.value === undefined && broken.length > 0 && error.constraints?.['whitelistValidation'] === undefined;
  if (isMissing) return [{ field, code: 'REQUIRED', message: 'is missing' }];
  return broken.map(([constraint, message]) => ({
    field,
    code: constraint === 'whitelistValidation' ? 'UNKNOWN_FIELD' : 'INVALID',
    message: messageOf(constraint, message, error.property),
  }));
}

function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = pathOf(parent, error.property);
    return [...ownErrors(error, field), ...fieldErrors(error.children ?? [], field)];
  });
}

export function toInputError(errors: readonly ValidationError[]): InputError {
  const fields = fieldErrors(errors).slice(0, maxErrors);
  const unknown = fields.some((field) => field.code === 'UNKNOWN_FIELD');
  const names = [...new Set(fields.map((field) => field.field))].join(', ');
  return new InputError(unknown ? 'UNKNOWN_FIELD' : 'INVALID_INPUT', `Not accepted: ${names}`, fields);
}

export function makeValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: toInputError,
  });
}
