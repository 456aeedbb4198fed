import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rational } from '../../../../src/compile/slo/rational.ts';
import {
  compare,
  exactly,
  fraction,
  minus,
  over,
  parseDecimal,
  plus,
  times,
  toNumber,
  toPercent,
  toShort,
  toText,
} from '../../../../src/compile/slo/rational.ts';

/** The value of a decimal the test itself wrote. */
function decimal(text: string): Rational {
  const value = parseDecimal(text);
  if (!value) throw new Error(`${text} is no decimal`);
  return value;
}

describe('exact fractions', () => {
  it.each([
    {
      name: 'the budget of 99.9 % is 0.001 and not 0.0009999',
      value: over(minus(exactly(100), decimal('99.9')), exactly(100)),
      text: '0.001',
    },
    {
      name: 'the budget of 99.995 % is 0.00005, without an exponent',
      value: over(minus(exactly(100), decimal('99.995')), exactly(100)),
      text: '0.00005',
    },
    {
      name: 'a tenth of 28 days is 2.8 and not 2.8000000000000003',
      value: times(decimal('0.1'), exactly(28)),
      text: '2.8',
    },
    { name: 'a whole number has no point', value: exactly(30), text: '30' },
    { name: 'nothing is 0', value: exactly(0), text: '0' },
    { name: 'a debt keeps its sign', value: minus(exactly(1), decimal('1.5')), text: '-0.5' },
    {
      name: 'a third is the shortest text of the nearest float64',
      value: fraction(1n, 3n),
      text: '0.3333333333333333',
    },
    { name: 'two thirds round up as float64 does', value: fraction(2n, 3n), text: '0.6666666666666666' },
  ])('$name', ({ value, text }) => {
    expect(toText(value)).toBe(text);
  });

  it.each([
    { name: 'a third for people has four digits', text: toShort(fraction(1n, 3n)), shown: '0.3333' },
    { name: 'a ratio is shown as a percentage', text: toPercent(decimal('0.0144')), shown: '1.44%' },
    { name: 'a small ratio is shown without an exponent', text: toPercent(decimal('0.0001')), shown: '0.01%' },
  ])('$name', ({ text, shown }) => {
    expect(text).toBe(shown);
  });

  it.each(['', '99,9', '1e3', '.5', '5.', '--1', '99.9%', ' 1'])('"%s" is no decimal', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('a fraction with nothing below the line is refused', () => {
    expect(() => over(exactly(1), exactly(0))).toThrow('division by zero');
  });

  it('text of a finite decimal reads back as the same fraction', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.integer({ min: 0, max: 8 }), (top, decimals) => {
        const value = fraction(top, 10n ** BigInt(decimals));
        expect(compare(decimal(toText(value)), value)).toBe(0);
      }),
    );
  });

  it('addition and division undo subtraction and multiplication, exactly', () => {
    const any = fc.tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n)).map(([top, bottom]) => fraction(top, bottom));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(compare(plus(minus(a, b), b), a)).toBe(0);
        fc.pre(b.top !== 0n);
        expect(compare(over(times(a, b), b), a)).toBe(0);
      }),
    );
  });

  it('the nearest float64 is that of the division', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (top, bottom) => {
        // `+ 0` because a fraction knows no negative zero
        expect(toNumber(fraction(BigInt(top), BigInt(bottom)))).toBe(top / bottom + 0);
      }),
    );
  });
});
