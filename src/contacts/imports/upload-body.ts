// Answers for getting an upload as a stream, whatever its size: a CSV body, or the first file of a form.
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InputError } from '../../shared/errors.js';

const noLimit = { fileSize: Number.POSITIVE_INFINITY };
const csvTypes = ['text/csv', 'application/csv'];

/** CSV bodies come as streams by the HTTP edge's own parser; forms need their plug-in. */
export async function registerUploadParsers(server: FastifyInstance): Promise<void> {
  if (!server.hasContentTypeParser('multipart/form-data')) await server.register(multipart);
}

function isCsv(request: FastifyRequest): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return csvTypes.includes(type);
}

/** What the form reader throws is about the form: it has no other work. */
function brokenForm(): InputError {
  return new InputError('INVALID_INPUT', 'the form is broken off or malformed; nothing was accepted');
}

async function* partOf(file: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of file) yield chunk as Buffer;
  } catch {
    throw brokenForm();
  }
}

/** @throws InputError UNSUPPORTED_MEDIA_TYPE, INVALID_INPUT, NOT_CSV where a form holds no file. */
export async function uploadBody(request: FastifyRequest): Promise<Readable> {
  if (isCsv(request)) return (request.body ?? request.raw) as Readable;
  if (!request.isMultipart()) {
    throw new InputError('UNSUPPORTED_MEDIA_TYPE', 'send the file as text/csv, or as a file of multipart/form-data');
  }
  const part = await request.file({ limits: noLimit }).catch(() => Promise.reject(brokenForm()));
  if (part === undefined) throw new InputError('NOT_CSV', 'the form holds no file');
  return Readable.from(partOf(part.file), { objectMode: false });
}
