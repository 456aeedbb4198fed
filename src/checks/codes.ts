import type { Check } from './check.ts';
import { checks } from './index.ts';

/** What a code means; a Check, without its running. */
export type CodeFacts = Pick<Check, 'code' | 'severity' | 'summary' | 'remediation'>;

/** Problems that no check over the model makes: compiling and the suppressions themselves report them. */
export const otherCodes: readonly CodeFacts[] = [
  {
    code: 'definition-throws',
    severity: 'error',
    summary:
      'A definition that throws gives no dashboard and no rule; the others are compiled and checked all the same.',
    remediation:
      'Go to the line named in the message. Content depends on its context alone: it reads no file, clock or environment.',
  },
  {
    code: 'suppression-reason',
    severity: 'error',
    summary: 'A suppression without a reason cannot be judged by the next reader, and so stays for ever.',
    remediation: 'Say in `reason` why the finding is right here, or take the suppression out and mend the finding.',
  },
  {
    code: 'suppression-unused',
    severity: 'warning',
    summary: 'A suppression that suppresses nothing will hide the next real finding.',
    remediation: 'Take the suppression out.',
  },
  {
    code: 'slo-windows',
    severity: 'warning',
    summary:
      'An SLO whose windows, period and retention do not fit calls someone too early, or forgets what it should know.',
    remediation:
      'Take a preset made for the period, a larger budget share, a longer short window, or a period that Prometheus remembers.',
  },
];

/** Every code a report can hold, each with a page in `docs/checks`. */
export const codes: readonly CodeFacts[] = [...checks, ...otherCodes];
