import { messageOf, RemoteError, UserError } from '../errors.ts';
import type { JsonObject } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import { RATES, RECORDED } from '../model/rates.ts';
import type { BoardResults, TargetResult } from '../model/results.ts';
import { listOf, objectOf, textOf } from '../preview/board.ts';
import { boardView } from '../preview/layout.ts';
import type { ResultsView } from '../preview/page-data.ts';
import type { EngineName } from '../scenario/engines.ts';
import { prometheusApi } from '../scenario/prometheus-api.ts';
import type { ResultQuestion } from '../scenario/results.ts';
import { resultRange, resultsOf } from '../scenario/results.ts';
import { assertScenario, syntheticResults } from '../scenario/synthetic-results.ts';
import type { Settings } from '../settings/settings.ts';
import type { CommandIo } from './io.ts';
import { progressOn } from './progress.ts';
import { prometheusAt } from './prometheus-address.ts';

/** Where values come from: a Prometheus, or a synthetic cluster. */
export interface ValuesFrom {
  readonly prometheus?: string;
  readonly synthetic?: string;
}

/** A board whose values are wanted; of a base only the panels that changed. */
export interface ValuesFor {
  readonly side: 'before' | 'after';
  readonly json: JsonObject;
  readonly panels?: ReadonlySet<string>;
}

interface Placed {
  readonly side: 'before' | 'after';
  readonly uid: string;
  readonly panel: string;
  readonly question: ResultQuestion;
}

/** Values of every panel; undefined when none are wanted. */
export async function valuesFor(
  boards: readonly ValuesFor[],
  from: ValuesFrom,
  model: Pick<Model, 'settings' | 'ruleSets'>,
  io: CommandIo,
  find: (name: EngineName, env: CommandIo['env']) => string | undefined,
): Promise<ResultsView | undefined> {
  if (from.prometheus === undefined && from.synthetic === undefined) return undefined;
  const placed = boards.flatMap(questionsOf);
  const questions = placed.map(({ question }) => question);
  const progress = progressOn(io.stderr);
  const show = (done: number) => progress.show(`${done} of ${questions.length} queries`);
  try {
    const asked =
      from.prometheus === undefined
        ? await synthetic(from.synthetic ?? 'healthy', questions, model, io, find, show)
        : await real(from.prometheus, questions, model.settings, io, show);
    const { results, ...others } = asked;
    return { ...others, after: bySide(placed, results, 'after'), before: bySide(placed, results, 'before') };
  } finally {
    progress.clear();
  }
}

const STATES: Readonly<Record<string, string>> = {
  healthy: 'a healthy synthetic cluster',
  'everything-on': 'a healthy synthetic cluster with every part of Cilium in use',
};

async function synthetic(
  scenario: string,
  questions: readonly ResultQuestion[],
  model: Pick<Model, 'settings' | 'ruleSets'>,
  { env }: CommandIo,
  find: (name: EngineName, env: CommandIo['env']) => string | undefined,
  show: (done: number) => void,
) {
  assertScenario(scenario);
  const [prometheus, promtool] = [find('prometheus', env), find('promtool', env)];
  if (!prometheus || !promtool) throw new UserError('no Prometheus to hold a synthetic cluster', ['npm run engines']);
  const asked = await syntheticResults(scenario, questions, { model, engines: { prometheus, promtool } }, show);
  const minor = model.settings.minors.at(-1);
  const state = STATES[scenario] ?? `a synthetic cluster with the fault ${scenario}`;
  return { ...asked, source: `${state}, Cilium ${minor}` };
}

async function real(
  address: string,
  questions: readonly ResultQuestion[],
  settings: Settings,
  io: CommandIo,
  show: (done: number) => void,
) {
  const { url, headers } = await prometheusAt(address, io);
  const api = prometheusApi(url, headers);
  const looking = { end: Math.floor(Date.now() / 1000), scrapeInterval: settings.scrape.interval };
  const { start, end } = resultRange(looking);
  try {
    const recorded = await api.labelSets(`count({${RATES}="${RECORDED}"})`, end);
    const asked = recorded.length > 0 ? questions : questions.map(withoutRecords);
    const results = await resultsOf(asked, { ...looking, api }, show);
    return { results, from: start, to: end, source: url };
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
    throw new RemoteError(
      `no Prometheus answers at ${url}: ${reason}`,
      [
        'see that the address is that of the HTTP API, without /api/v1',
        'credentials: PROMETHEUS_TOKEN, or PROMETHEUS_USER and PROMETHEUS_PASSWORD',
      ],
      { cause },
    );
  }
}

/** As boards ask a Prometheus that does not evaluate the project's rules. */
const withoutRecords = (question: ResultQuestion): ResultQuestion => ({
  ...question,
  variables: new Map([...question.variables, [RATES, '']]),
});

function questionsOf({ side, json, panels }: ValuesFor): readonly Placed[] {
  const { uid, sections } = boardView(json);
  const variables = variablesOf(json);
  return sections
    .flatMap((section) => section.panels)
    .filter(({ key }) => panels?.has(key) ?? true)
    .flatMap(({ key, targets }) =>
      targets
        .filter(({ expr }) => expr !== '')
        .map(({ refId, expr, instant, format }) => ({
          ...{ side, uid, panel: key },
          question: { refId, expr, instant, format, variables },
        })),
    );
}

/** Variables at `All`, as the proof has them; without an `All`, what the board is saved with. */
function variablesOf(json: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    listOf(objectOf(json['templating'])['list']).map((variable) => {
      const { value } = objectOf(variable['current']);
      const current = Array.isArray(value) ? value.map(String).join('|') : textOf(value);
      const offered = variable['includeAll'] ?? variable['type'] === 'query';
      const all = offered === true || current === '';
      return [textOf(variable['name']), all ? textOf(variable['allValue']) || '.+' : current];
    }),
  );
}

function bySide(placed: readonly Placed[], results: readonly TargetResult[], side: Placed['side']) {
  const boards: Record<string, Record<string, TargetResult[]>> = {};
  for (const [index, { uid, panel, ...one }] of placed.entries()) {
    const result = results[index];
    if (one.side !== side || !result) continue;
    boards[uid] ??= {};
    const panels = boards[uid];
    panels[panel] ??= [];
    panels[panel].push(result);
  }
  return boards satisfies Record<string, BoardResults>;
}
