import { RemoteError } from '../../errors.ts';

/** Longest wait between two attempts, in milliseconds; a server that asks for more is asked again by the user. */
const LONGEST = 30_000;
const FIRST = 500;

/** Whether the same request may be sent again after this. */
export function isRetried(method: string, result: { readonly status: number } | RemoteError): boolean {
  const repeatable = method === 'GET' || method === 'PUT' || method === 'DELETE';
  if (result instanceof RemoteError) return result.retryable && (repeatable || !result.sent);
  return result.status === 429 || (repeatable && result.status >= 502 && result.status <= 504);
}

/**
 * Milliseconds before the next attempt: what the server asks for (seconds or an HTTP date, RFC 9110 10.2.3), else
 * exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter").
 * @param random from 0 up to 1
 */
export function delayOf(attempt: number, retryAfter: string | undefined, random: number, now = Date.now()): number {
  if (retryAfter !== undefined) {
    const asked = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
    if (Number.isFinite(asked)) return Math.min(Math.max(asked, 0), LONGEST);
  }
  return Math.min(FIRST * 2 ** attempt, LONGEST) * random;
}
