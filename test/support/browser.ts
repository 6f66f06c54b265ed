// Answers for a real browser and for what it saw while it showed pages: requests, cookies, errors.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** The path that the runner found, if any; without it browser tests are not defined and the runner says so. */
export const chromiumPaths: readonly string[] = [process.env['FAIRKNOCK_TEST_CHROMIUM'] ?? ''].filter(
  (path) => path !== '',
);

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every URL that the page asked for. */
  readonly requests: readonly string[];
  /** Messages on the console, errors of the page and failed requests. */
  readonly complaints: readonly string[];
}

export class RealBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly home: string,
  ) {}

  static async open(executablePath: string): Promise<RealBrowser> {
    const home = mkdtempSync(join(tmpdir(), 'fairknock-browser-'));
    const environment = { ...process.env, HOME: home } as Record<string, string>;
    return new RealBrowser(await chromium.launch({ executablePath, args, env: environment }), home);
  }

  /** A person of their own: nothing is kept from other visits. */
  async visit(o: { readonly hasScript: boolean }): Promise<Visit> {
    const context = await this.browser.newContext({ javaScriptEnabled: o.hasScript });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return { context, page, requests, complaints };
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}
