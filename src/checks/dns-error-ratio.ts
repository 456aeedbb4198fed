import { accepts } from '../catalog/matchers.ts';
import type { Finding } from './check.ts';
import { queryCheck } from './check.ts';
import type { QueryText, SelectorSubject } from './subject.ts';
import { carries, mergersOver } from './support/result.ts';

const NXDOMAIN = 'Non-Existent Domain';

export const dnsErrorRatio = queryCheck({
  code: 'dns-error-ratio',
  severity: 'error',
  summary:
    'Search domains make NXDOMAIN answers all day, and queries carry no rcode at all: an error ratio built on either is always high.',
  remediation:
    'Count responses in which the server failed: `hubble_dns_responses_total{rcode=~"Server Failure|Query Refused"}` over all responses.',
  *check(text, { query }) {
    for (const subject of text.selectors) {
      const { form, node } = subject;
      if (form?.name === 'hubble_dns_queries_total') yield* onQueries(subject);
      if (form?.name !== 'hubble_dns_responses_total') continue;
      const negated = node.matchers.filter(
        ({ label, op, value }) => label === 'rcode' && op.startsWith('!') && value !== '',
      );
      const rcodes = node.matchers.filter(({ label }) => label === 'rcode');
      if (negated.length === 0 || !rcodes.every((matcher) => accepts(matcher, NXDOMAIN))) continue;
      if (query.use !== 'alerting' && query.use !== 'recording' && showsRcode(subject, text)) continue;
      yield {
        message: `rcode${negated[0]?.op}"${negated[0]?.value}" counts "${NXDOMAIN}" as an error: match rcode=~"Server Failure|Query Refused"`,
        place: { offset: node.from },
      };
    }
  },
});

/** Only denied queries have an rcode. */
function* onQueries({ node }: SelectorSubject): Iterable<Finding> {
  for (const matcher of node.matchers) {
    if (matcher.label !== 'rcode' || matcher.value === '') continue;
    if (accepts(matcher, 'Policy denied') && !accepts(matcher, '')) continue;
    yield {
      message: `rcode${matcher.op}"${matcher.value}" on ${node.name}: queries carry no rcode, use hubble_dns_responses_total`,
      place: { offset: matcher.from },
    };
  }
}

/** A panel that lists rcodes lets its reader judge. */
function showsRcode({ ancestors }: SelectorSubject, text: QueryText): boolean {
  return mergersOver(ancestors).every((merger) => carries('rcode', merger, text));
}
