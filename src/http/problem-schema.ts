// Answers for the JSON Schema of a problem document.
import { dependencyCodes, inputCodes, invariantCodes } from '../shared/errors.js';

const codes = [inputCodes, dependencyCodes, invariantCodes].flatMap((register) => Object.keys(register));

export const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem document.',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: {
      type: 'string',
      description: `One of ${codes.join(', ')}, or the first reason code of a refused verdict.`,
    },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: {
          field: { type: 'string', examples: ['steps[0].subject'] },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
} as const;
