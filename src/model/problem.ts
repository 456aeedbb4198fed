export type Severity = 'error' | 'warning';

/** Where a finding stands: the definition's source file, and the place inside the compiled resource. */
export interface Place {
  /** Source file relative to the project, such as `dashboards/hubble/dns.ts`. */
  readonly file: string;
  /** Line of the source file, from 1, when it is known. */
  readonly line?: number;
  /** `dashboard/hubble-dns`, `settings`. */
  readonly resource: string;
  /** Panel or variable, as its title or name reads. */
  readonly item?: string;
  /** JSON pointer into the resource. */
  readonly path?: string;
  /** Offset of the first character in the expression, when the finding is about a query. */
  readonly offset?: number;
  readonly expr?: string;
}

/** A finding. A value, never an exception: every problem is gathered before any is shown. */
export interface Problem {
  /** Equal to the check's file name and its page in docs/checks. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, and the right name when it is known. */
  readonly message: string;
  readonly place: Place;
}
