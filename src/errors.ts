/** Exit codes of every command: the convention of grep, eslint and kubectl diff. */
export const EXIT = { done: 0, no: 1, cannot: 2, partly: 3, interrupted: 130 } as const;

/**
 * Something the user can put right: shown without a stack.
 * @param hints what to do next, one line each
 */
export class UserError extends Error {
  readonly hints: readonly string[];

  constructor(summary: string, hints: readonly string[] = [], options?: ErrorOptions) {
    super(summary, options);
    this.name = 'UserError';
    this.hints = hints;
  }
}

/** A server that does not answer, or not as its API promises. Nothing the settings could put right for certain. */
export class RemoteError extends Error {
  readonly hints: readonly string[];
  /** Whether the request may have reached the server: a write may have happened. */
  readonly sent: boolean;
  /** Whether another attempt could help. */
  readonly retryable: boolean;

  constructor(
    summary: string,
    hints: readonly string[] = [],
    {
      sent = false,
      retryable = true,
      ...options
    }: ErrorOptions & { readonly sent?: boolean; readonly retryable?: boolean } = {},
  ) {
    super(summary, options);
    this.name = 'RemoteError';
    this.hints = hints;
    this.sent = sent;
    this.retryable = retryable;
  }
}

/** The words of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
