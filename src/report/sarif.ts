import { createHash } from 'node:crypto';
import type { Problem } from '../model/problem.ts';
import type { Rule } from './help.ts';
import { HOME, helpUri } from './help.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Problems as SARIF 2.1.0, for code scanning. Lists every rule, found or not, so that a viewer can say what was checked.
 * @param rules all checks; a code that is not among them gets a rule of its own
 */
export function renderSarif(problems: readonly Problem[], rules: readonly Rule[]): string {
  const listed = new Set(rules.map(({ code }) => code));
  const others = [...new Set(problems.map(({ code }) => code))].filter((code) => !listed.has(code));
  const ids = [...rules.map(({ code }) => code), ...others];
  const driver = {
    name: 'ciliascope',
    informationUri: HOME,
    rules: [...rules.map(describe), ...others.map((id) => ({ id, helpUri: helpUri(id) }))],
  };
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      { tool: { driver }, columnKind: 'utf16CodeUnits', results: problems.map((problem) => result(problem, ids)) },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describe({ code, severity, summary, remediation }: Rule) {
  return {
    id: code,
    shortDescription: { text: summary },
    help: { text: remediation },
    helpUri: helpUri(code),
    defaultConfiguration: { level: severity },
  };
}

function result({ code, severity, message, place }: Problem, ids: readonly string[]) {
  const { file, line, resource, item, path } = place;
  const logical = {
    fullyQualifiedName: path === undefined ? resource : `${resource}${path}`,
    ...(item === undefined ? {} : { name: item }),
  };
  return {
    ruleId: code,
    ruleIndex: ids.indexOf(code),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: { startLine: Math.max(1, line ?? 1) },
        },
        logicalLocations: [logical],
      },
    ],
    partialFingerprints: { 'finding/v1': fingerprint([code, resource, item ?? '', message]) },
  };
}

/** Stays the same when lines or panels move, so that a known finding is not reported as a new one. */
function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
