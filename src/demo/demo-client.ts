// Answers for talking to the running service over HTTP, like every other program.
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
    return (
      await this.request('POST', path, { text: JSON.stringify(body), type: 'application/json' })
    ).json() as Promise<T>;
  }

  async postCsv<T>(path: string, csv: string): Promise<T> {
    return (await this.request('POST', path, { text: csv, type: 'text/csv' })).json() as Promise<T>;
  }

  /** @throws Error with the problem's detail where the service refuses. */
  private async request(method: string, path: string, body?: { text: string; type: string }): Promise<Response> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': body.type }) },
      ...(body === undefined ? {} : { body: body.text }),
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path.split('?')[0] ?? ''}: ${String(response.status)} ${await response.text()}`);
  }
}
