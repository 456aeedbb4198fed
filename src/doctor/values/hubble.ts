import type { MetricForm } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import { contextLabels } from '../../catalog/vocabularies.ts';
import type { Needs } from '../../contract/needs.ts';
import type { Read } from '../../contract/reads.ts';
import type { Look } from '../view.ts';
import type { About } from './causes.ts';
import { contextMissing, handlerMissing, listsV1, noHandlers, optionMissing, staticAndDynamic } from './causes.ts';
import type { Installed } from './installed.ts';

/** What a look at values goes by. */
export interface Looking {
  readonly installed: Installed;
  readonly needs: Needs;
  readonly about: About;
  /** Target label that names the node. */
  readonly nodeLabel: string;
}

/** A family of a Hubble handler: there while the handler is, with the labels that its own contexts and options make. */
export function lookAtHubble(read: Read, { fact, labels }: MetricForm, { installed, needs, about }: Looking): Look {
  const { handlers } = installed;
  if (handlers.length === 0) return { state: 'gone', causes: [noHandlers(about)] };
  if (installed.dynamic) return { state: 'gone', causes: [staticAndDynamic(about)] };
  const makers = handlersOf(fact);
  const handler = handlers.find(({ name }) => makers.includes(name));
  if (!handler) return { state: 'gone', causes: [handlerMissing(makers[0] ?? '', about)] };
  if (handler.name === 'http' && makers[0] === 'httpV2') {
    const empty = read.series === 'hubble_http_requests_total' && read.labels.has('status');
    return { state: empty ? 'gone' : 'wrong', causes: [listsV1(about)] };
  }
  const missing = [...read.labels].filter((label) => !labels.includes(label) && !handler.labels.includes(label));
  const options = missing.flatMap((label) => {
    const option = fact.options?.[label];
    if (!option || handler.options.includes(option)) return [];
    return [optionMissing(handler.name, option, label, about)];
  });
  const contexts = fact.contexts === true && missing.some(isContextLabel);
  const unmade = [...(needs.handlers.get(handler.name)?.labels.keys() ?? [])].filter(
    (label) => !handler.labels.includes(label),
  );
  const causes = [...options, ...(contexts ? [contextMissing(handler, unmade, about)] : [])];
  return causes.length > 0 ? { state: 'wrong', causes } : { state: 'there' };
}

function isContextLabel(label: string): boolean {
  return contextLabels.includes(label) || label === 'source' || label === 'destination';
}
