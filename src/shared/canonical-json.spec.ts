// Answers for the proof that our canonical JSON is the one of RFC 8785: its example, and a known package for any value.
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import type { Json } from './json.js';

// The package is CommonJS with a default export that NodeNext types as a namespace.
const canonicalize = createRequire(import.meta.url)('canonicalize') as (value: unknown) => string;

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 when it is given in another order [P6]', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units when they are beyond the basic plane [P6]', () => {
    const value = { '\ufb33': 1, '\ud83d\ude02': 2, '\u20ac': 3, '\r': 4, '1': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map(([, digit]) => Number(digit))).toEqual([
      4, 5, 6, 7, 3, 2, 1,
    ]);
  });

  it('writes what the package writes when the value is any JSON [P6]', () => {
    const unit = fc.oneof(fc.constant('binary' as const), fc.constant('grapheme' as const));
    const json = unit.chain((stringUnit) => fc.jsonValue({ stringUnit }));
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value as Json)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves out members that are undefined, as the package does', () => {
    const value = { b: undefined, a: [1, undefined], c: { d: undefined } };
    expect(canonicalJson(value as unknown as Json)).toBe(canonicalize(value));
  });

  it.each([NaN, Infinity, undefined, () => 1, 1n])('refuses %p, which is no JSON', (value) => {
    expect(() => canonicalJson(value as unknown as Json)).toThrow(TypeError);
    expect(() => canonicalJson({ value: [value ?? NaN] } as unknown as Json)).toThrow(TypeError);
  });
});
