// Answers for the Redis of the tests itself: it comes back with its data, or without, as it was told.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../support/redis-server.js';

describe('the Redis of the tests', () => {
  let server: RedisServer;
  let client: Redis;

  beforeAll(async () => {
    server = await startRedis({ args: ['--appendfsync', 'always'] });
    client = new Redis(server.url);
    client.on('error', () => undefined);
  });

  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  it('says what it is when it is asked', () => {
    expect(server.version).toMatch(/^redis-server \d/);
  });

  it('has its data on the same port when it is killed and started again', async () => {
    await client.set('kept', 'yes');
    await server.kill();
    await server.restart();
    expect(await client.get('kept')).toBe('yes');
  });

  it('is empty when it was flushed', async () => {
    await client.set('gone', 'yes');
    await server.flush();
    expect(await client.get('gone')).toBeNull();
  });

  it('answers again when it was frozen and is continued', async () => {
    server.pause();
    const answer = client.ping();
    server.resume();
    expect(await answer).toBe('PONG');
  });

  it('refuses writes when its memory is full', async () => {
    const small = await startRedis({ maxMemory: '1mb' });
    const writer = new Redis(small.url);
    await expect(writer.set('large', 'x'.repeat(2_000_000)).then(() => writer.set('more', 'x'))).rejects.toThrow('OOM');
    writer.disconnect();
    await small.stop();
  });
});
