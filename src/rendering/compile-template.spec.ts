// Answers for proving that a template which could go wrong or hide a mandatory part cannot be saved.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../shared/errors.js';
import { checkTemplate } from './compile-template.js';
import type { StepTemplate } from './message-input.js';

const good: StepTemplate = {
  subject: 'Training for {{organisation}}',
  html: '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Offer</title></head><body><h1 style="color:#123; font: bold 18px/1.4 Arial">Dear {{#if givenName}}{{givenName}}{{else}}reader{{/if}}</h1><p>See <a href="https://example.org/?a=1&amp;b=2">our page</a>.</p>{{> notice}}<hr>{{> optOut}}</body></html>',
  text: 'Dear {{givenName}},\n\n{{> notice}}\n\n{{> optOut}}\n',
};
const html = (body: string): StepTemplate => ({ ...good, html: `${body}{{> notice}}{{> optOut}}` });
const text = (body: string): StepTemplate => ({ ...good, text: `${body}{{> notice}}{{> optOut}}` });

function codesOf(step: StepTemplate, isFirst = true): string[] {
  try {
    checkTemplate(step, { isFirst });
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [error.code, ...error.errors.map((one) => one.field)];
  }
}

describe('checkTemplate', () => {
  it('takes a first template with both blocks in both parts, and one of text alone [A15]', () => {
    expect(codesOf(good)).toEqual([]);
    expect(codesOf({ ...good, html: null })).toEqual([]);
  });

  it('refuses a first template without the notice, which holds the objection block [case 6][O3]', () => {
    expect(codesOf({ ...good, text: '{{> optOut}}' })).toEqual(['TEMPLATE_SLOT_MISSING', 'text']);
    expect(codesOf({ ...good, html: '<p>{{> optOut}}</p>' })).toEqual(['TEMPLATE_SLOT_MISSING', 'html']);
  });

  it('needs only the opt-out in a later template, but in each part [A16]', () => {
    expect(codesOf({ subject: 's', html: '<p>{{> optOut}}</p>', text: '{{> optOut}}' }, false)).toEqual([]);
    expect(codesOf({ subject: 's', html: '<p>x</p>', text: 'x' }, false)).toEqual([
      'TEMPLATE_SLOT_MISSING',
      'text',
      'html',
    ]);
  });

  it.each([
    ['inside a condition', '{{#if givenName}}{{> notice}}{{/if}}{{> optOut}}'],
    ['inside an else', '{{#unless givenName}}x{{else}}{{> notice}}{{/unless}}{{> optOut}}'],
    ['inside a Handlebars comment', '{{!-- {{> notice}} --}}{{> optOut}}'],
    ['escaped', '\\{{> notice}}{{> optOut}}'],
  ])('does not count a block %s [A15]', (_, body) => {
    expect(codesOf({ ...good, text: body })).toEqual(['TEMPLATE_SLOT_MISSING', 'text']);
    expect(codesOf({ ...good, html: body })).toEqual(['TEMPLATE_SLOT_MISSING', 'html']);
  });

  it.each([
    '<!-- {{> notice}} -->',
    '<!--[if mso]>{{> notice}}<![endif]-->',
    '<!-->{{> notice}}',
    '<!-- {{> notice}}',
    '<div style="display:none">{{> notice}}</div>',
    '<div style="display : NONE">x</div>',
    '<div style="d\\69splay:none">x</div>',
    '<div style="visibility:hidden">x</div>',
    '<div style="opacity:0">x</div>',
    '<div style="font-size:0">x</div>',
    '<div style="font-size:1px">x</div>',
    '<div style="font:0/0 a">x</div>',
    '<div style="color:transparent">x</div>',
    '<div style="color:#ffffff00">x</div>',
    '<div style="position:absolute;left:-9999px">x</div>',
    '<div style="margin-left:-9999px">x</div>',
    '<div style="max-height:0;overflow:hidden">x</div>',
    '<div hidden>x</div>',
    '<title>{{> notice}}</title>',
    '<head>{{> notice}}</head>',
    '<template>x</template>',
    '<textarea>x',
    '<style>p{display:none}</style>',
    '<noscript>x</noscript>',
    '<svg><desc>x</desc></svg>',
  ])('refuses HTML that may hide a block: %s [A15]', (body) => {
    expect(codesOf(html(body))).toEqual(expect.arrayContaining(['TEMPLATE_INVALID', 'html']));
  });

  it.each([
    '<img src="https://example.org/p.gif">',
    '<IMG SRC=x>',
    '<script>1</script>',
    '<form action="/x"></form>',
    '<iframe src="https://example.org"></iframe>',
    '<link rel="stylesheet" href="https://example.org/a.css">',
    '<object data="x"></object>',
    '<embed src="x">',
    '<video poster="x"></video>',
    '<base href="https://example.org/">',
    '<meta http-equiv="refresh" content="0; url=https://example.org">',
    '<body background="https://example.org/p.gif">',
    '<td background="x">',
    '<p style="background-color:url(https://example.org/p)">',
    '<p style="background:url(https://example.org/p)">',
    '<p style="list-style-image:url(x)">',
    '<p style="width:image-set(\'x\')">',
    '<p onclick="x()">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href=" https://example.org">x</a>',
    '<a href="/relative">x</a>',
    '<a href="https://example.org/?who={{givenName}}">x</a>',
    '<p class="{{jobTitle}}">x</p>',
    '<{{givenName}}>',
    '<p {{#if givenName}}lang="en"{{/if}}>x</p>',
    '{{#if givenName}}<p{{/if}}>',
    '<p',
    'a < b',
    '<p style="color:red" style="display:none">',
    '<p title="<img src=x>">',
    '<a href="https://example.org"ping="https://example.org">x</a>',
    '<a href="https://example.org" ping="https://example.org">x</a>',
    '{{{givenName}}}',
    '{{&givenName}}',
  ])('refuses HTML that loads, runs, follows or cannot be read surely: %s [M15][U13]', (body) => {
    expect(codesOf(html(body))).toEqual(expect.arrayContaining(['TEMPLATE_INVALID', 'html']));
  });

  it.each([
    '{{email}}',
    '{{this.givenName}}',
    '{{../givenName}}',
    '{{@root}}',
    '{{"givenName"}}',
    '{{lookup this "x"}}',
    '{{givenName "x"}}',
    '{{#each this}}x{{/each}}',
    '{{#with givenName}}x{{/with}}',
    '{{#if email}}x{{/if}}',
    '{{#if givenName includeZero=true}}x{{/if}}',
    '{{#if (lookup this "x")}}x{{/if}}',
    '{{> unknown}}',
    '{{> (lookup this "x")}}',
    '{{> notice givenName="x"}}',
    '{{#> notice}}x{{/notice}}',
    '{{#*inline "notice"}}x{{/inline}}',
    '{{* decorator}}',
    '{{{{raw}}}}x{{{{/raw}}}}',
    '{{constructor}}',
    '{{__proto__}}',
    '{{givenName',
    '{{#if givenName}}',
    '{{#if givenName}}'.repeat(200) + '{{/if}}'.repeat(200),
    'a\u0000b',
    'a\ufdd0b',
    'a\ud800b',
  ])('refuses what no person slot or block is, at save: %s [A15]', (body) => {
    expect(codesOf(text(body))).toEqual(expect.arrayContaining(['TEMPLATE_INVALID', 'text']));
    expect(codesOf(html(body))).toEqual(expect.arrayContaining(['TEMPLATE_INVALID', 'html']));
  });

  it.each([
    '',
    '  ',
    'a\nb',
    'a\r\nBcc: x@example.org',
    'Re: offer',
    'FWD: offer',
    'AW: Angebot',
    'x'.repeat(201),
    '{{> optOut}}',
    '{{email}}',
  ])('refuses the subject %j [M7]', (subject) => {
    expect(codesOf({ ...good, subject })).toEqual(expect.arrayContaining(['TEMPLATE_INVALID', 'subject']));
  });

  it('never throws anything but an InputError, whatever the text [A15]', () => {
    const pieces = fc.constantFrom(
      '{{',
      '}}',
      '{{{',
      '#if ',
      '/if',
      '> notice',
      'givenName',
      '<',
      '>',
      '<p ',
      '"',
      "'",
      '=',
      '<!--',
      '-->',
      '\\',
      '\n',
      '&',
      ';',
    );
    const body = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 40 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(body, body, body, (subject, htmlBody, textBody) => {
        expect(codesOf({ subject, html: htmlBody, text: textBody })).toBeInstanceOf(Array);
      }),
    );
  });

  it('answers within a bounded time when the text is built to be slow', () => {
    for (const evil of [
      '<p ' + ' '.repeat(99_000),
      '<p ' + 'a '.repeat(49_000),
      '<!-- ' + '-'.repeat(99_000),
      '<p style="' + 'font-size:'.repeat(9_000) + '">',
      '{{'.repeat(40_000),
    ]) {
      const started = performance.now();
      codesOf({ ...good, html: evil });
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});
