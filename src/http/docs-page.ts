// Answers for the API reference as a page that needs no script and nothing from elsewhere.
import type { OpenAPIObject } from '@nestjs/swagger';

interface ShownOperation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export const docsStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
article { border-top: 1px solid; padding: 0.5rem 0 1rem; }
h2 { font-size: 1.1rem; }
code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow: auto; padding: 0.5rem; border: 1px solid; max-height: 30rem; }
dt { font-weight: bold; }
`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((part) => `<p>${escape(part)}</p>`)
    .join('');
}

/** Names of the schemas that something refers to. */
function schemaNames(value: unknown): string[] {
  const found = JSON.stringify(value ?? {}).matchAll(/#\/components\/schemas\/(\w+)/g);
  return [...new Set([...found].map((match) => match[1] ?? ''))].filter((name) => name !== 'Problem');
}

function schemaLinks(value: unknown): string {
  return schemaNames(value)
    .map((name) => `<a href="#schema-${escape(name)}">${escape(name)}</a>`)
    .join(', ');
}

function definitions(entries: readonly (readonly [string, string])[]): string {
  const rows = entries.map(([term, text]) => `<dt><code>${escape(term)}</code></dt><dd>${text}</dd>`);
  return rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`;
}

function operationPart(method: string, path: string, operation: ShownOperation): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, description = '' }) => [name, `${escape(place)} ${escape(description)}`] as const,
  );
  const responses = Object.entries(operation.responses).map(
    ([status, response]) => [status, `${escape(response.description ?? '')} ${schemaLinks(response)}`] as const,
  );
  const body = operation.requestBody === undefined ? '' : `<p>Body: ${schemaLinks(operation.requestBody)}</p>`;
  const heading = `<h2><code>${method.toUpperCase()} ${escape(path)}</code></h2>`;
  const texts = [operation.summary, operation.description].filter((text) => text !== undefined && text !== '');
  return `<article>${heading}${texts.map((text) => paragraphs(text ?? '')).join('')}${definitions(parameters)}${body}${definitions(responses)}</article>`;
}

function operationParts(document: OpenAPIObject): string {
  const paths = Object.entries(document.paths).sort(([a], [b]) => a.localeCompare(b));
  return paths
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method] as ShownOperation | undefined;
        return operation === undefined ? [] : [operationPart(method, path, operation)];
      }),
    )
    .join('');
}

function schemaParts(document: OpenAPIObject): string {
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return schemas
    .map(([name, schema]) => {
      const json = escape(JSON.stringify(schema, null, 2));
      return `<article id="schema-${escape(name)}"><h2>${escape(name)}</h2><pre tabindex="0">${json}</pre></article>`;
    })
    .join('');
}

export function docsPage(document: OpenAPIObject): string {
  const { title, description = '' } = document.info;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/docs/style.css"></head>
<body><main><h1>${escape(title)} API</h1><p>${escape(description)}</p>
<p>The same for programs: <a href="/openapi.json">openapi.json</a></p>
${operationParts(document)}<h1>Schemas</h1>${schemaParts(document)}</main></body></html>`;
}
