import * as v from 'valibot';
import { labels, text, url } from './schema.ts';
import type { TargetSettings, UserTargetSettings } from './targets.ts';

const source = v.union(
  [v.object({ env: text }), v.object({ file: text })],
  '{ env: "NAME" } or { file: "path" }: secrets are read from there, never written here',
);
const atLeast = (least: number) =>
  v.pipe(v.number('a number'), v.minValue(least, `a number from ${least}`), v.integer('a whole number'));
const http = {
  url,
  auth: v.optional(
    v.union(
      [v.object({ token: source }), v.object({ user: source, password: source })],
      '{ token } or { user, password }, each as { env: "NAME" } or { file: "path" }',
    ),
  ),
  ca: v.optional(text),
  cert: v.optional(text),
  key: v.optional(text),
  proxy: v.optional(url),
  headers: v.optional(v.record(text, v.union([text, source], 'a string, or where to read it from'))),
  insecureHttp: v.optional(v.boolean('true or false')),
  timeout: v.optional(atLeast(1)),
  concurrency: v.optional(atLeast(1)),
  retries: v.optional(atLeast(0)),
};
const grafana = v.object({
  ...http,
  org: v.optional(v.union([v.number(), text], 'id or name of an organisation')),
  api: v.optional(v.picklist(['auto', 'classic', 'apis'], '"auto", "classic" or "apis"')),
  folders: v.optional(labels),
  datasource: v.optional(text),
});
const kubernetes = v.object({
  kubeconfig: v.optional(text),
  context: v.optional(text),
  inCluster: v.optional(v.boolean('true or false')),
  namespace: v.optional(text),
  labels: v.optional(labels),
  artefacts: v.optional(
    v.array(
      v.picklist(['rules', 'dashboards', 'monitors', 'vmrules'], '"rules", "dashboards", "monitors" or "vmrules"'),
    ),
  ),
  concurrency: v.optional(atLeast(1)),
  retries: v.optional(atLeast(0)),
});
const ruler = v.object({
  ...http,
  tenant: v.optional(text),
  prefix: v.optional(v.pipe(text, v.regex(/^(\/[\w.-]+)*$/, 'a path such as /prometheus'))),
  maxRulesPerGroup: v.optional(atLeast(2)),
  maxGroups: v.optional(atLeast(1)),
});
const ruleFiles = v.object({ folder: text, reload: v.optional(v.object(http)) });

/** Target names end up in `--target`, file names and messages. */
const name = v.pipe(text, v.regex(/^[a-z][a-z0-9-]*$/, 'a target name in lower case, with dashes'));

/** The part of the settings' schema that says where to publish. */
export const targetEntries = {
  publish: v.optional(
    v.object({
      set: v.optional(
        v.pipe(text, v.regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'at most 31 lower case letters, digits and -')),
      ),
      grafana: v.optional(v.record(name, grafana)),
      kubernetes: v.optional(v.record(name, kubernetes)),
      rulers: v.optional(v.record(name, ruler)),
      ruleFiles: v.optional(v.record(name, ruleFiles)),
    }),
  ),
};

/** Targets with the defaults filled in. A name may be used once, whatever the kind. */
export function targetSettings(
  user: UserTargetSettings,
  faults: { readonly path: string; readonly message: string }[],
): TargetSettings {
  const { set = 'ciliascope', grafana = {}, kubernetes = {}, rulers = {}, ruleFiles = {} } = user.publish ?? {};
  const seen = new Set<string>();
  for (const [kind, named] of Object.entries({ grafana, kubernetes, rulers, ruleFiles })) {
    for (const target of Object.keys(named)) {
      if (seen.has(target)) faults.push({ path: `publish.${kind}.${target}`, message: 'this name is taken' });
      seen.add(target);
    }
  }
  return { publish: { set, grafana, kubernetes, rulers, ruleFiles } };
}
