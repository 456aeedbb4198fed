import { nearest } from '../catalog/nearest.ts';
import type { Model } from '../model/model.ts';
import type { Check } from './check.ts';
import { rulesOf } from './check.ts';

/** The settings cannot know the alerts, so the model judges what they name. */
export const alertExclude: Check = {
  code: 'alert-exclude',
  severity: 'warning',
  summary: 'Noise declared for an alert that does not exist silences nothing, and hides that the alert was renamed.',
  remediation: 'Name an alert or SLO that exists; out/index.json lists them.',
  run: ({ model }) => {
    const names = namesIn(model);
    if (names.size === 0) return [];
    return model.settings.alerts.noise.flatMap(({ of }) =>
      of
        .filter((name) => !names.has(name))
        .map((name) => {
          const [near] = nearest(name, names);
          const advice = near ? `: did you mean ${near}?` : '';
          const place = { file: 'ciliascope.config.ts', resource: 'settings' };
          const message = `alerts.noise names ${name}, which is no alert or SLO${advice}`;
          return { code: 'alert-exclude', severity: 'warning' as const, message, place };
        }),
    );
  },
};

function namesIn(model: Model): ReadonlySet<string> {
  const alerts = rulesOf(model).flatMap(({ rule }) => (rule.kind === 'alerting' ? [rule.alert] : []));
  return new Set([...alerts, ...model.slos.map(({ name }) => name)]);
}
