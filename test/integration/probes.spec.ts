// Answers for the proof that probes tell outsiders little, and what security headers say behind https.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApp, type OpenApp } from '../support/open-app.js';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ config: { publicUrl: 'https://knock.firma.example' } });
});
afterAll(async () => {
  await app.close();
});

describe('probes', () => {
  it('say that the process is alive without a key', async () => {
    expect((await app.call('GET /health')).body).toEqual({ status: 'ok' });
  });

  it('show details of readiness to an administrator only', async () => {
    const log = { auditLeaves: 4, auditPendingLeaves: 0, auditOldestPendingAt: null };
    const details = { ...log, hasMailRelay: false, leaseMs: 2_000 };
    const parts = { storage: 'ready', queue: 'ready' };
    expect((await app.call('GET /ready', { as: 'admin' })).body).toMatchObject({ status: 'ready', parts, details });
    for (const as of [null, 'sales', 'fk_nonsense']) {
      expect((await app.call('GET /ready', { as })).body).toEqual({ status: 'ready', parts });
    }
  });

  it('count requests by route pattern, with no path, token or key in a label', async () => {
    await app.call('GET /u/some-token');
    await app.call('GET /v1/contacts/some-id', { as: 'sales' });
    const { text, headers } = await app.call('GET /metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(
      /fairknock_http_request_duration_seconds_count\{method="GET",route="\/u\/:token",status="404"\} 1/,
    );
    expect(text).toContain('fairknock_process_cpu_seconds_total');
    expect(text).not.toMatch(/some-token|some-id/);
    expect(text.split('\n').filter((line) => /^[a-z]/.test(line) && !line.startsWith('fairknock_'))).toEqual([]);
  });

  it('count what waits: jobs, touches laid aside, leaves without a number', async () => {
    const { text } = await app.call('GET /metrics');
    for (const state of ['waiting', 'active', 'dead'])
      expect(text).toContain(`fairknock_queue_jobs{state="${state}"} 0`);
    expect(text).toMatch(/^fairknock_audit_pending_leaves 0$/m);
    expect(text).toMatch(/^fairknock_audit_oldest_pending_seconds 0$/m);
  });

  it('make browsers stay with https where the public URL has it', async () => {
    const { headers } = await app.call('GET /health');
    expect(headers['strict-transport-security']).toBe('max-age=63072000');
  });
});
