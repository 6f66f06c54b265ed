// Answers for talking to a running service with a role's key, and for the inputs that most stories begin with.
import { runCommand, type Settings } from './service-process.js';

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

interface SendOptions {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

export class ApiClient {
  private urls: readonly string[];
  private asked = 0;

  /** @param at where it asks: of several processes each in its turn, so that no two requests need the same one. */
  constructor(
    at: string | readonly string[],
    readonly key: string | null,
  ) {
    this.urls = typeof at === 'string' ? [at] : at;
  }

  /** The same account against other processes on the same data. */
  moveTo(at: string | readonly string[]): void {
    this.urls = typeof at === 'string' ? [at] : at;
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return this.send('GET', path, { headers });
  }

  post<T>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return this.send('POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  postCsv<T>(path: string, csv: string | Uint8Array<ArrayBuffer>): Promise<Reply<T>> {
    return this.send('POST', path, { body: csv, headers: { 'content-type': 'text/csv' } });
  }

  /** The body is parsed where it is JSON of any kind, else it is the text. */
  async send<T>(method: string, path: string, { body, headers }: SendOptions): Promise<Reply<T>> {
    const authorization: Record<string, string> = this.key === null ? {} : { authorization: `Bearer ${this.key}` };
    const url = this.urls[this.asked % this.urls.length] ?? '';
    this.asked += 1;
    const response = await fetch(url + path, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }
}

export interface Clients {
  readonly admin: ApiClient;
  readonly dpo: ApiClient;
  /** A second person with the role: nobody approves their own assessment. */
  readonly secondDpo: ApiClient;
  readonly sales: ApiClient;
  readonly auditor: ApiClient;
}

type Keys = Readonly<Record<'admin' | 'dpo' | 'sales' | 'auditor', string>>;

interface Served {
  readonly dataDir: string;
  readonly url: string;
  /** Where several processes answer. */
  readonly urls?: readonly string[];
}

/** Creates the first accounts beside the running service and a second data-protection officer. */
export async function signIn({ dataDir, url, urls }: Served, settings: Settings = {}): Promise<Clients> {
  const { stdout, stderr } = await runCommand(dataDir, ['init', '--json'], settings);
  if (stdout === '') throw new Error(`no first accounts: ${stderr}`);
  const { keys } = JSON.parse(stdout) as { keys: Keys };
  const client = (key: string) => new ApiClient(urls ?? url, key);
  const admin = client(keys.admin);
  const second = await admin.post<{ key: string }>('/v1/accounts', {
    name: 'Second DPO',
    kind: 'person',
    roles: ['dpo'],
  });
  return {
    admin,
    dpo: client(keys.dpo),
    secondDpo: client(second.body.key),
    sales: client(keys.sales),
    auditor: client(keys.auditor),
  };
}
