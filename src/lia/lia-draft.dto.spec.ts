// Answers for the proof that a draft is refused for each wrong field and for no right one.
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { liaDraft } from '../../test/support/campaign-inputs.js';
import type { Json } from '../shared/json.js';
import { LiaDraftDto } from './lia-draft.dto.js';
import { liaHash, toLiaDraft } from './to-lia-draft.js';

function paths(errors: readonly ValidationError[], prefix = ''): string[] {
  return errors.flatMap(({ property, children = [], constraints }) => {
    const path = `${prefix}${property}`;
    return [...(constraints === undefined ? [] : [path]), ...paths(children, `${path}.`)];
  });
}

const options = { whitelist: true, forbidNonWhitelisted: true };

function withValue(path: string, value: Json | undefined): object {
  const draft = structuredClone(liaDraft()) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = draft;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return draft;
}

async function wrongFields(path: string, value: Json | undefined): Promise<string[]> {
  return paths(await validate(plainToInstance(LiaDraftDto, withValue(path, value)), options));
}

const dto = (path: string, value: Json | undefined) => plainToInstance(LiaDraftDto, withValue(path, value));

const wrong: readonly (readonly [string, Json | undefined])[] = [
  ['title', ''],
  ['title', 'two\r\nlines'],
  ['title', undefined],
  ['type', 'call_recording'],
  ['controller', null],
  ['controller.name', ' '],
  ['controller.name', 'Bcc:\nx'],
  ['controller.postalAddress', ''],
  ['controller.postalAddress', '   '],
  ['controller.email', 'nobody'],
  ['controller.phone', '020 7946 0000'],
  ['controller.website', 'javascript:alert(1)'],
  ['controller.dpo', undefined],
  ['controller.dpo.email', 'x@y'],
  ['controller.regulator.url', 'ico'],
  ['controller.unknown', 'x'],
  ['interest', ''],
  ['interestHolder', 'ours'],
  ['purposeStatement', {}],
  ['purposeStatement', 'text'],
  ['purposeStatement', []],
  ['purposeStatement', { en: 'too short' }],
  ['purposeStatement', { en: 'x'.repeat(2_001) }],
  ['purposeStatement', { en: ' '.repeat(50) }],
  ['purposeStatement', { english: 'We write to people in charge of training.' }],
  ['purposeStatement', { en: 42 }],
  ['privacyPolicyUrl', 'http://sender.example/privacy'],
  ['privacyPolicyUrl', 'https://user:secret@sender.example/'],
  ['privacyPolicyUrl', 'ftp://sender.example/'],
  ['bounds', undefined],
  ['bounds.channels', []],
  ['bounds.channels', ['sms']],
  ['bounds.channels', ['email', 'email']],
  ['bounds.dataFields', ['birthday']],
  ['bounds.sourceKinds', ['scraped']],
  ['bounds.sourceDomains', ['not a domain']],
  ['bounds.countries', ['UK']],
  ['bounds.countries', ['gb']],
  ['bounds.countries', []],
  ['bounds.targetRoles', ['']],
  ['bounds.targetRoles', undefined],
  ['bounds.maxEmails', 0],
  ['bounds.maxEmails', 11],
  ['bounds.maxEmails', '3'],
  ['bounds.maxEmails', 1.5],
  ['bounds.maxCalls', 4],
  ['bounds.maxCalls', -1],
  ['bounds.minGapDays', 91],
  ['bounds.callAfterEmailDays', 91],
  ['bounds.retentionDays', 0],
  ['bounds.retentionDays', 1_096],
  ['bounds.sendWindow.days', []],
  ['bounds.sendWindow.days', [0]],
  ['bounds.sendWindow.days', [8]],
  ['bounds.sendWindow.days', [1, 1]],
  ['bounds.sendWindow.from', '9:00'],
  ['bounds.sendWindow.from', '08:60'],
  ['bounds.sendWindow.to', '24:01'],
  ['bounds.sendWindow.to', '00:00'],
  ['bounds.quietHours', {}],
  ['processors', [{ name: 'Relay', country: 'UK', purpose: 'mail' }]],
  ['processors', ['Relay']],
  ['processors', [{ name: 'Relay', country: 'GB', purpose: 'mail', hosts: [] }]],
  ['callerNumbers', ['0117 234 5678']],
  ['callerNumbers', ['+441172345678', '+44 117 234 5678']],
  ['callerNumbers', '+441172345678'],
  ['scoring', true],
];

const right: readonly (readonly [string, Json | undefined])[] = [
  ['title', 'First contact'],
  ['controller.postalAddress', '1 Test Street\nBristol'],
  ['controller.phone', undefined],
  ['controller.email', 'büro@bücher.example'],
  ['controller.website', undefined],
  ['controller.regulator', undefined],
  ['interestHolder', 'societal'],
  ['purposeStatement', { 'en-GB': 'We write to people in charge of training.' }],
  ['privacyPolicyUrl', 'http://localhost:3000/privacy'],
  ['privacyPolicyUrl', 'http://127.0.0.1/privacy'],
  ['privacyPolicyUrl', 'http://[::1]/privacy'],
  ['bounds.countries', ['GB', 'KP']],
  ['bounds.maxEmails', 10],
  ['bounds.maxCalls', 0],
  ['bounds.minGapDays', 90],
  ['bounds.callAfterEmailDays', undefined],
  ['bounds.retentionDays', 1_095],
  ['bounds.sourceDomains', ['acme.example', 'bücher.example']],
  ['bounds.sendWindow', { days: [7], from: '00:00', to: '24:00' }],
  ['bounds.targetRoles', []],
  ['processors', undefined],
  ['callerNumbers', []],
];

describe('LiaDraftDto', () => {
  it.each(wrong)('refuses the draft when %s is %j [A01]', async (path, value) => {
    const fields = await wrongFields(path, value);
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.every((field) => field.startsWith(path) || path.startsWith(field))).toBe(true);
  });

  it.each(right)('accepts the draft when %s is %j [A01]', async (path, value) => {
    expect(await wrongFields(path, value)).toEqual([]);
  });

  it('demands the postal address when people of countries are meant that ask for it [case 30]', async () => {
    expect(await wrongFields('controller.postalAddress', undefined)).toEqual(['controller.postalAddress']);
  });
});

describe('toLiaDraft', () => {
  it('gives one hash when the same is written in two ways [A19]', () => {
    const one = toLiaDraft(dto('bounds.sendWindow.days', [3, 1, 2]));
    const other = toLiaDraft(dto('bounds.sendWindow.days', [1, 2, 3]));
    expect(liaHash(one)).toBe(liaHash(other));
    expect(liaHash(one)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(liaHash(toLiaDraft(dto('bounds.sendWindow.days', [1, 2])))).not.toBe(liaHash(one));
  });

  it('keeps the purpose statement letter for letter when it is stored [A04]', () => {
    const text = '  We write to people in charge of training.\n ';
    expect(toLiaDraft(dto('purposeStatement', { en: text })).purposeStatement).toEqual({ en: text });
  });

  it('fills in what may be left out and makes spellings regular when it is stored', () => {
    expect(toLiaDraft(dto('bounds.callAfterEmailDays', undefined)).bounds.callAfterEmailDays).toBe(0);
    expect(toLiaDraft(dto('processors', undefined)).processors).toEqual([]);
    expect(toLiaDraft(dto('callerNumbers', ['+44 (0)117 234 5678'])).callerNumbers).toEqual(['+441172345678']);
    expect(toLiaDraft(dto('bounds.sourceDomains', ['Bücher.example'])).bounds.sourceDomains).toEqual([
      'xn--bcher-kva.example',
    ]);
    expect(toLiaDraft(dto('bounds.targetRoles', [' CTO ', 'cto', 'COO'])).bounds.targetRoles).toEqual(['CTO', 'COO']);
    expect(toLiaDraft(dto('controller.regulator', undefined)).controller).not.toHaveProperty('regulator');
  });
});
