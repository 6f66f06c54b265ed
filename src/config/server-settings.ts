// Answers for the settings of the servers that hold data and queue: their URLs, and what they demand of other settings.
import type { Config } from './config.js';
import { refuseSetting } from './parse-setting.js';
import { settings } from './settings.js';

// Several hosts with ports are no URL by the WHATWG, so it is taken apart here.
const mongodbForm = /^mongodb(?:\+srv)?:\/\/(?:[^@/?#]*@)?[^@/?#]+(?:\/([^/?#]*))?(?:\?[^#]*)?$/;
const databaseNameForm = /^[\w-]{0,63}$/;

/** @throws StartRefusal; the URI holds a password and is never repeated. */
export function parseMongodbSetting(text: string | null): string | null {
  if (text === null) return null;
  if (!/^mongodb(\+srv)?:\/\//.test(text)) refuseSetting('mongodbUri', 'must begin with mongodb:// or mongodb+srv://');
  const [, name = ''] =
    mongodbForm.exec(text) ??
    refuseSetting('mongodbUri', 'must be a URI such as mongodb://user:password@host/database');
  if (!databaseNameForm.test(name))
    refuseSetting('mongodbUri', 'must name a database of letters, digits, - and _, or none');
  return text;
}

/** @throws StartRefusal; the URL holds a password and is never repeated. */
export function parseRedisSetting(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'redis:' && url.protocol !== 'rediss:')) {
    refuseSetting('redisUrl', 'must be a URL that begins with redis:// or rediss://');
  }
  if (url.hostname === '') refuseSetting('redisUrl', 'must name a host');
  if (!/^(\/\d*)?$/.test(url.pathname))
    refuseSetting('redisUrl', 'must have the number of a database as its path, or none');
  return text;
}

/** Keys that each host made for itself would be lost with the host, and would not meet the opt-outs of the others. */
export function requireKeyFile({ environment, mongodbUri, keyFile }: Config): void {
  if (environment !== 'production' || !mongodbUri || keyFile) return;
  refuseSetting(
    'keyFile',
    `must be set in production where ${settings.mongodbUri.key} is: every process needs the same keys`,
  );
}
