// Answers for talking to the running service over HTTP, as any other program would.
export class DemoClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return (await this.request('GET', path)).json() as Promise<T>;
  }

  async getText(path: string): Promise<string> {
    return (await this.request('GET', path)).text();
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.request('POST', path, JSON.stringify(body))).json() as Promise<T>;
  }

  async postCsv<T>(path: string, csv: string): Promise<T> {
    return (await this.request('POST', path, csv, 'text/csv')).json() as Promise<T>;
  }

  /** @throws Error with the problem's detail where the service refuses. */
  private async request(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path.split('?')[0] ?? ''}: ${String(response.status)} ${await response.text()}`);
  }
}
