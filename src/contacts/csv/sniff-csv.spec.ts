// Answers for the proof that usual exports are recognised and other files are not.
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../shared/errors.js';
import { contactColumn } from './contact-columns.js';
import { sniffCsv } from './sniff-csv.js';

const sniff = (text: string) => sniffCsv(Buffer.from(text));
const own =
  'email,phone,given_name,family_name,job_title,organisation,country,time_zone,language,subscriber_type,company_number,company_register,source_kind,source_url,source_captured_at,source_captured_by,source_visibility,source_published_by,source_no_solicitation,source_evidence_sha256';

describe('sniffCsv', () => {
  it('knows every heading of our own', () => {
    expect(sniff(own).columns.filter((column) => column.part === 'unknown')).toEqual([]);
  });

  it.each([',', ';', '\t'])('finds the delimiter %j', (delimiter) => {
    expect(sniff(['First Name', 'E-Mail', 'Notes, or; so'].map((each) => `"${each}"`).join(delimiter)).delimiter).toBe(
      delimiter,
    );
  });

  it('skips blank lines and a byte order mark before the heading', () => {
    expect(sniff('\uFEFF\r\n;;\r\nEmail;Land\r\n').columns).toMatchObject([{ name: 'email' }, { name: 'country' }]);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n \n'],
    ['no text', 'email\0'],
    ['no address column', 'name,phone\n'],
    ['an open heading', '"email,name\n'],
  ])('refuses %s', (_, text) => {
    expect(() => sniff(text)).toThrow(InputError);
  });
});

describe('contactColumn', () => {
  it.each([
    ['Email Address', 'email'],
    ['EMAIL_ADDRESS', 'email'],
    ['Work E-mail', 'unknown'],
    ['Work Email', 'email'],
    ['Mobile Phone Number', 'phone'],
    ['First Name', 'givenName'],
    ['Last  Name', 'familyName'],
    ['Title', 'jobTitle'],
    ['Position', 'jobTitle'],
    ['Account Name', 'organisation'],
    ['Company Name for Emails', 'organisation'],
    ['Country/Region', 'country'],
    ['CC', 'country'],
    ['TIMEZONE', 'timeZone'],
    ['Préférences', 'unknown'],
  ])('reads %s as %s', (heading, name) => {
    const column = contactColumn(heading);
    expect(column.part === 'unknown' ? 'unknown' : column.name).toBe(name);
  });
});
