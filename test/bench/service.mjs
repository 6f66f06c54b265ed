// Answers for the built service in this process, on a store of its own, with an approved assessment and a way to call it.
import 'reflect-metadata';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { benchLia } from './inputs.mjs';

/** A module of the built service. */
export function built(dist, path) {
  return import(pathToFileURL(resolve(dist, path)));
}

/** @param options `{ dist, folder, changes, databasePath }`; `folder` holds the data. */
export async function openService({ dist, folder, changes = {}, databasePath }) {
  const { AppModule } = await built(dist, 'app.module.js');
  const { Config } = await built(dist, 'config/config.js');
  const { createApp } = await built(dist, 'http/create-app.js');
  const { FirstAccountsService } = await built(dist, 'accounts/first-accounts.service.js');
  const config = new Config({ ...defaults(folder), ...changes });
  const parts = databasePath === undefined ? {} : { databasePath };
  const app = await createApp(AppModule.forRoot(config, parts), config);
  const keys = await app.get(FirstAccountsService).create();
  const call = caller(app, keys);
  return {
    app,
    keys,
    call,
    /** A port or a service of the application. */
    get: async (path, name) => app.get((await built(dist, path))[name]),
    approvedLia: () => approvedLia(call),
    importCsv: (liaId, lines, count) => importCsv({ app, dist, call }, { liaId, lines, count }),
    close: () => app.close(),
  };
}

/** Accepts and works off. @returns the import's id. */
async function importCsv({ app, dist, call }, { liaId, lines, count }) {
  const { AcceptImportService } = await built(dist, 'contacts/imports/accept-import.service.js');
  const { ImportRunnerService } = await built(dist, 'contacts/imports/import-runner.service.js');
  const body = Readable.from(lines, { objectMode: false });
  const { id } = await app.get(AcceptImportService).accept(body, liaId, 'account:bench');
  await app.get(ImportRunnerService).idle();
  const progress = await call('sales', `GET /v1/contacts/imports/${id}`);
  if (progress.created !== count) throw new Error(`not all was imported: ${JSON.stringify(progress)}`);
  return id;
}

function defaults(folder) {
  return {
    environment: 'test',
    dataDir: folder,
    keyFile: null,
    mongodbUri: null,
    redisUrl: null,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    smtpUrl: null,
    smtpConnections: 5,
    smtpTimeoutSeconds: 30,
    smtpRetryFirstSeconds: 30,
    dkim: null,
    ratePerSender: 0,
    ratePerDomain: 0,
    staleHours: 24,
    leaseMs: 2_000,
    permitMinutes: 5,
    logLevel: 'silent',
  };
}

/** `call(role or key, 'METHOD /path', body?)`, without a socket. */
function caller(app, keys) {
  return async (as, target, body) => {
    const [method, url] = target.split(' ');
    const reply = await app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${keys[as] ?? as}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    if (reply.statusCode >= 300) throw new Error(`${target}: ${reply.statusCode} ${reply.payload}`);
    return reply.payload === '' ? null : JSON.parse(reply.payload);
  };
}

async function approvedLia(call) {
  const second = await call('admin', 'POST /v1/accounts', { name: 'Second', kind: 'person', roles: ['dpo'] });
  const { id } = await call('dpo', 'POST /v1/lias', benchLia);
  await call('dpo', `POST /v1/lias/${id}/submit`, {});
  const nextReviewOn = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  await call(second.key, `POST /v1/lias/${id}/approve`, { nextReviewOn });
  return id;
}
