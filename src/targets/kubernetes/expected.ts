import { RemoteError } from '../../errors.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import type { HttpAnswer } from '../http.ts';
import { explain } from './explain.ts';

/** JSON of a good answer. @throws RemoteError with what any other answer means */
export function expected(answer: HttpAnswer, name: string): JsonObject {
  if (answer.status === 200 && answer.json !== undefined) return answer.json as JsonObject;
  const { reason, hints } = explain(answer);
  throw new RemoteError(`${name}: ${reason}`, hints, { retryable: false });
}
