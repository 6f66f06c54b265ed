// Answers for making the OpenAPI 3.1 document complete: every route with its roles, its headers and its errors.
import { STATUS_CODES } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { errorResponses } from './error-responses.js';
import { problemSchema } from './problem-schema.js';
import { routeAccess, type RouteAccess } from './route-access.js';

interface Operation {
  summary?: string;
  description?: string;
  parameters?: object[];
  requestBody?: unknown;
  security?: object[];
  responses: Record<string, { description?: string }>;
}

const scheme = 'key';
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const idempotencyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request gets the same reply for 24 h; with another request 422.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function describedAccess(access: RouteAccess): string {
  if (access.isPublic) return 'No key is needed.';
  const roles = access.roles.join(', ');
  return access.isOpenOnLoopback ? `On this machine without a key; else roles: ${roles}.` : `Roles: ${roles}.`;
}

function complete(operation: Operation, access: RouteAccess): void {
  const parameters = operation.parameters ?? [];
  const traits = { access, hasBody: operation.requestBody !== undefined, hasParameters: parameters.length > 0 };
  operation.description = [operation.description, describedAccess(access)].filter((text) => text).join('\n\n');
  operation.parameters =
    access.method === 'POST' && !access.isPublic ? [...parameters, idempotencyParameter] : parameters;
  operation.security = access.isPublic ? [] : access.isOpenOnLoopback ? [{}, { [scheme]: [] }] : [{ [scheme]: [] }];
  operation.responses = { ...errorResponses(traits), ...described(operation.responses) };
}

/** The generator leaves the descriptions of plain successes empty. */
function described(responses: Operation['responses']): Operation['responses'] {
  const entries = Object.entries(responses).map(
    ([status, response]) =>
      [status, { ...response, description: response.description || STATUS_CODES[status] }] as const,
  );
  return Object.fromEntries(entries) as Operation['responses'];
}

function operationOf(document: OpenAPIObject, access: RouteAccess): Operation | undefined {
  const item = document.paths[access.path.replace(/:(\w+)/g, '{$1}')];
  const method = methods.find((name) => name === access.method.toLowerCase());
  return method === undefined ? undefined : (item?.[method] as Operation | undefined);
}

export function buildApiDocument(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Fairknock')
    .setDescription('A gate for cold business-to-business contact: few knocks, honest ones, and silence when asked.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, fk_<id>_<secret>.' }, scheme)
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = { ...document.components };
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema as never };
  for (const access of routeAccess(app)) {
    const operation = operationOf(document, access);
    if (operation !== undefined) complete(operation, access);
  }
  return document;
}
