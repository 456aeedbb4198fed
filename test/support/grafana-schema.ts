import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import { Ajv } from 'ajv';
import type { Json, JsonObject } from '../../src/model/dashboard.ts';

const FOLDER = join(import.meta.dirname, '..', 'contract', 'schemas', 'grafana');
const SUFFIX = '.jsonschema.json';

/** Names of the schema files, as panel types spell them without their dash. */
const files = readdirSync(FOLDER)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length));

type Definitions = Record<string, { properties: Record<string, unknown>; $ref?: string }>;

/**
 * Where the generated schema says less than Grafana does, or more: `any` became `object`, the links of panels and fields
 * became those of dashboards (foundation-sdk#1272), and an error in one panel is reported for every kind of panel.
 */
function corrected(schema: { definitions: Definitions }): object {
  const any = {};
  const at = (definition: string) => schema.definitions[definition]?.properties ?? {};
  at('MatcherConfig')['options'] = any;
  at('DynamicConfigValue')['value'] = any;
  at('VariableModel')['query'] = { type: ['string', 'object'] };
  const links = { type: 'array', items: { $ref: '#/definitions/DataLink' } };
  at('Panel')['links'] = links;
  at('FieldConfig')['links'] = links;
  at('Dashboard')['panels'] = { type: 'array', items: { type: 'object', required: ['id', 'type', 'gridPos'] } };
  const link = { title: { type: 'string' }, url: { type: 'string' }, targetBlank: { type: 'boolean' } };
  const DataLink = { type: 'object', additionalProperties: false, required: ['title', 'url'], properties: link };
  return { ...schema, definitions: { ...schema.definitions, DataLink } };
}

/** Generated unions overlap (kinds of table cells share their fields), so one of them or more may fit. */
function read(file: string): { definitions: Definitions } {
  return JSON.parse(readFileSync(join(FOLDER, file + SUFFIX), 'utf8').replaceAll('"oneOf"', '"anyOf"'));
}

// strict mode asks for what generated schemas do not write; no field of ours holds a date-time
const ajv = new Ajv({ strict: false, allErrors: true, formats: { 'date-time': true } });
const schemas = new Map<string, { definitions: Definitions }>(files.map((file) => [file, read(file)]));
for (const [file, schema] of schemas) ajv.addSchema(file === 'dashboard' ? corrected(schema) : schema, file);

/** Faults of a classic dashboard: against its schema, and what that leaves open against the files of panels and queries. */
export function schemaFaults(json: JsonObject): readonly string[] {
  const top = (json['panels'] ?? []) as readonly JsonObject[];
  const inner = top.flatMap((panel) => (panel['panels'] ?? []) as readonly JsonObject[]);
  return [
    ...faults('dashboard', '/definitions/Dashboard', json, ''),
    ...top
      .filter(({ type }) => type === 'row')
      .flatMap((row) => faults('dashboard', '/definitions/RowPanel', row, `row ${row['title']}`)),
    ...[...top, ...inner].filter(({ type }) => type !== 'row').flatMap(faultsOfPanel),
  ];
}

function faultsOfPanel(panel: JsonObject): readonly string[] {
  const { type, title, options, targets, fieldConfig } = panel;
  const file = String(type).replaceAll('-', '');
  if (!files.includes(file)) return [`${title}: no schema of panel type ${type}`];
  const { defaults, overrides } = (fieldConfig ?? {}) as { defaults?: JsonObject; overrides?: readonly JsonObject[] };
  const custom = defaults?.['custom'];
  return [
    ...faults('dashboard', '/definitions/Panel', panel, `${title}`),
    ...faults(file, '/definitions/Options', options, `${title}/options`),
    ...(custom === undefined ? [] : faults(file, '/definitions/FieldConfig', custom, `${title}/custom`)),
    ...(overrides ?? []).flatMap(({ properties }) =>
      faultsOfOverride(file, `${title}`, properties as readonly JsonObject[]),
    ),
    ...((targets ?? []) as readonly JsonObject[]).flatMap((target) =>
      faults('prometheus', '/definitions/Dataquery', target, `${title}/target`),
    ),
  ];
}

/** An override sets a standard option, or `custom.<option>` of the panel's type. */
function faultsOfOverride(file: string, title: string, properties: readonly JsonObject[]): readonly string[] {
  return properties.flatMap(({ id, value }) => {
    const [kind, option] = String(id).split('.');
    const [of, key] = kind === 'custom' ? [file, option] : ['dashboard', String(id)];
    return faults(of, `${fieldConfigOf(of)}/properties/${key}`, value, `${title}/override ${id}`);
  });
}

/** Some panels share their FieldConfig with others, and only refer to it. */
function fieldConfigOf(file: string): string {
  const { FieldConfig } = schemas.get(file)?.definitions ?? {};
  return FieldConfig?.$ref?.slice(1) ?? '/definitions/FieldConfig';
}

function faults(file: string, pointer: string, value: Json | undefined, at: string): readonly string[] {
  const validate = ajv.getSchema(`${file}#${pointer}`);
  if (!validate) return [`${at}: ${file} has no ${pointer}`];
  return validate(value ?? null) ? [] : (validate.errors ?? []).map((error) => describe(at, error));
}

function describe(at: string, { instancePath, message, params }: ErrorObject): string {
  return `${at}${instancePath} ${message} ${JSON.stringify(params)}`;
}
