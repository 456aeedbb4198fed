import type { Selector } from '../../src/define.ts';
import { matching } from '../../src/define.ts';
import type { FlowBoard } from './flow-board.ts';

/** Who saw the request: a request seen at both ends counts once for each, so every query fixes one. */
export type Reporter = 'client' | 'server';

type Requests = Selector<'hubble_http_requests_total'>;

/** HTTP as one of its ends sees it. */
export interface HttpTraffic {
  readonly requests: Requests;
  /** Status 5xx. */
  readonly serverErrors: Requests;
  /** Status 4xx. */
  readonly clientErrors: Requests;
  readonly durations: Selector<'hubble_http_request_duration_seconds_bucket'>;
  /** All of them: the bucket without a bound, from the same record as the others, or the two would be of other moments. */
  readonly timed: Selector<'hubble_http_request_duration_seconds_bucket'>;
  /** Answered within `OBJECTIVE_SECONDS`. */
  readonly inTime: Selector<'hubble_http_request_duration_seconds_bucket'>;
}

/** Seconds within which a request should be answered: a bound of the histogram, or the share would be guessed. */
export const OBJECTIVE_SECONDS = '0.5';

export function httpTraffic({ context: { metric }, filters }: FlowBoard, reporter: Reporter): HttpTraffic {
  return {
    requests: metric('hubble_http_requests_total', { reporter }, ...filters),
    serverErrors: metric('hubble_http_requests_total', { reporter, status: matching('5..') }, ...filters),
    clientErrors: metric('hubble_http_requests_total', { reporter, status: matching('4..') }, ...filters),
    durations: metric('hubble_http_request_duration_seconds_bucket', { reporter }, ...filters),
    timed: metric('hubble_http_request_duration_seconds_bucket', { reporter, le: '+Inf' }, ...filters),
    inTime: metric('hubble_http_request_duration_seconds_bucket', { reporter, le: OBJECTIVE_SECONDS }, ...filters),
  };
}
