import { describe, expect, it } from 'vitest';
import { parseMarker, withMarker } from '../../../src/plan/marker.ts';

const marker = { set: 'ciliascope', checksum: '0123456789ab' };

describe('the marker of a version message', () => {
  it.each([
    ['after a message', 'commit 1a2b3c4, plan 5d6e7f'],
    ['alone', ''],
    ['after a message that is too long', 'x'.repeat(2000)],
  ])('is read back %s', (_, message) => {
    const text = withMarker(message, marker);
    expect(parseMarker(text)).toEqual(marker);
    expect(text.length).toBeLessThanOrEqual(500);
  });

  it.each([
    ['a message of a person', 'fixed the title'],
    ['a marker inside other words', '[ciliascope ciliascope 0123456789ab] and then I edited it'],
    ['no message', undefined],
    ['a restored version', 'Restored from version 3'],
  ])('is not found in %s', (_, message) => {
    expect(parseMarker(message)).toBeUndefined();
  });
});
