import { createHash } from 'node:crypto';
import type { RecordedCosts } from '../model/costs.ts';
import type { BoardView } from './content/content.ts';
import type { Risk } from './report.ts';

/** Less than a tenth is noise of how the synthetic cluster happens to fall. */
const NOTABLE = 1.1;

/**
 * Boards that read more samples when they are opened than they did. Only where both versions were measured alike.
 * @param boards those that changed, with the text of their file
 * @returns risks, and how many changed boards were not measured anew
 */
export function costRisks(
  before: RecordedCosts | undefined,
  after: RecordedCosts | undefined,
  boards: readonly (Pick<BoardView, 'uid' | 'title'> & { readonly text: string })[],
): { readonly risks: readonly Risk[]; readonly unmeasured: number } {
  if (!before || !after || before.nodes !== after.nodes || before.cilium !== after.cilium) {
    return { risks: [], unmeasured: 0 };
  }
  const measured = boards.filter(
    ({ uid, text }) => after.boards[uid]?.sha256 === createHash('sha256').update(text).digest('hex'),
  );
  const risks = measured.flatMap(({ uid, title }): Risk[] => {
    const [old, now] = [before.boards[uid]?.samples ?? 0, after.boards[uid]?.samples ?? 0];
    if (old === 0 || now <= old * NOTABLE) return [];
    const text = `opening it reads ${words(now)} samples, was ${words(old)} (+${Math.round((now / old - 1) * 100)} %)`;
    return [{ code: 'cost-up', object: title, subject: 'dashboard', text, why: 'dearer for Prometheus', count: 1 }];
  });
  return { risks, unmeasured: boards.length - measured.length };
}

const words = (samples: number) => samples.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
