// Answers for what every spool must do: whole bodies under their names, or none.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Spool } from '../../src/ports/spool.port.js';
import { InvariantError } from '../../src/shared/errors.js';

export function spoolContract(open: () => Promise<{ spool: Spool; close: () => Promise<void> }>): void {
  describe('spool', () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let spool: Spool;
    beforeEach(async () => {
      opened = await open();
      spool = opened.spool;
    });
    afterEach(() => opened.close());

    const read = (name: string): Promise<Buffer> => buffer(spool.read(name));

    it('gives back the very same bytes when a body was written', async () => {
      const chunks = Array.from({ length: 50 }, (_, number) => Buffer.alloc(30_000, number));
      await spool.write('import-1.csv', Readable.from(chunks));
      expect((await read('import-1.csv')).equals(Buffer.concat(chunks))).toBe(true);
    });

    it('keeps an empty body when nothing was sent', async () => {
      await spool.write('empty', Readable.from([]));
      expect(await read('empty')).toHaveLength(0);
    });

    it('holds nothing under the name when the body breaks off', async () => {
      const broken = Readable.from(
        (function* () {
          yield Buffer.from('half');
          throw new Error('connection lost');
        })(),
      );
      await expect(spool.write('broken', broken)).rejects.toThrow('connection lost');
      await expect(read('broken')).rejects.toThrow();
    });

    it('keeps the former body when writing it again breaks off', async () => {
      await spool.write('again', Readable.from([Buffer.from('first')]));
      const broken = new Readable({
        read() {
          this.destroy(new Error('connection lost'));
        },
      });
      await expect(spool.write('again', broken)).rejects.toThrow('connection lost');
      expect((await read('again')).toString()).toBe('first');
    });

    it('rejects and holds nothing when the body broke off before it was read', async () => {
      const broken = new Readable({ read: () => undefined });
      const writing = spool.write('early', broken);
      broken.destroy(new Error('connection lost'));
      await expect(writing).rejects.toThrow('connection lost');
      await expect(read('early')).rejects.toThrow();
    });

    it('is gone when it was removed, and removing it again is no error', async () => {
      await spool.write('once', Readable.from([Buffer.from('x')]));
      await spool.remove('once');
      await spool.remove('once');
      await expect(read('once')).rejects.toThrow();
    });

    it.each(['../outside', 'a/b', '', '.hidden', 'x.part'])(
      'refuses the name %j when it is no plain name',
      async (name) => {
        await expect(spool.write(name, Readable.from([]))).rejects.toThrow(InvariantError);
        expect(() => spool.read(name)).toThrow(InvariantError);
      },
    );
  });
}
