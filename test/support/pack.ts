import { dashboards } from '../../dashboards/index.ts';
import { healthyCluster, incidents, ruleSets, slos } from '../../rules/index.ts';
import type { Content } from '../../src/compile/compile.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Model } from '../../src/model/model.ts';
import type { AlertingRule, Rule } from '../../src/model/rules.ts';
import type { UserSettings } from '../../src/settings/settings.ts';
import { settingsOf } from './settings.ts';

/** All content of the project. */
export const content: Content = { dashboards, ruleSets, slos, incidents, healthyCluster };

/** The project compiled; a definition that throws fails the test. */
export function pack(user: UserSettings = {}, without: Partial<Content> = {}): Model {
  const { model, problems } = compile({ ...content, ...without }, settingsOf(user), (file) =>
    file.replace(/^.*\/(dashboards|rules)\//, '$1/'),
  );
  if (problems.length > 0)
    throw new Error(problems.map(({ message, place }) => `${place.resource}: ${message}`).join('\n'));
  return model;
}

export const rulesOf = ({ ruleSets: sets }: Model): readonly Rule[] =>
  sets.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));

export const alertsOf = (model: Model): readonly AlertingRule[] =>
  rulesOf(model).filter((rule) => rule.kind === 'alerting');
