import type { Json, JsonObject } from '../model/dashboard.ts';
import { panelCheck } from './check.ts';
import { asObject, asText, objectsIn, panelJson, visit } from './support/board-json.ts';

const BAD = /\b(fail|failed|failing|failure|error|errors|dropped|denied|lost|down|refused|rejected|unreachable)\b/i;
const GOOD = /\b(no error|ok|success|succeeded|up|forwarded|allowed|established|ready|healthy)\b/i;
const RED = /red|orange/;
const GREEN = /green/;

export const colorMeaning = panelCheck({
  code: 'color-meaning',
  severity: 'warning',
  summary:
    'Colours are read before words: a failure in green, or a colour that vanishes on the light or the dark theme, is read wrong.',
  remediation:
    "Failures red or orange, successes green, and colours by the names of Grafana's palette, which fit both themes.",
  *check(panel, dashboard) {
    const json = panelJson(dashboard, panel);
    for (const color of coloursIn(asObject(json['fieldConfig']))) {
      if (/^(#|rgb|hsl)|^(black|white)$/.test(color)) yield { message: `the colour ${color} is not of the palette` };
    }
    for (const { name, color } of namedIn(json)) {
      if (BAD.test(name) && !GOOD.test(name) && GREEN.test(color)) yield { message: `"${name}" is ${color}` };
      if (GOOD.test(name) && !BAD.test(name) && RED.test(color)) yield { message: `"${name}" is ${color}` };
    }
  },
});

function coloursIn(json: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  visit(json, (key, value) => {
    if ((key === 'color' || key === 'fixedColor') && typeof value === 'string') found.add(value);
  });
  return found;
}

/** Colours that stand for a word: of one series, or of a value that is shown as text. */
function namedIn(json: JsonObject): readonly { readonly name: string; readonly color: string }[] {
  const { overrides, defaults } = asObject(json['fieldConfig']);
  const series = objectsIn(overrides).flatMap(({ matcher, properties }) =>
    objectsIn(properties)
      .filter(({ id }) => id === 'color')
      .map(({ value }) => ({
        name: asText(asObject(matcher)['options']),
        color: asText(asObject(value)['fixedColor']),
      })),
  );
  const values = objectsIn(asObject(defaults)['mappings']).flatMap((mapping) => resultsIn(mapping['options']));
  return [...series, ...values];
}

function resultsIn(options: Json | undefined): readonly { readonly name: string; readonly color: string }[] {
  const found: { name: string; color: string }[] = [];
  visit(options, (_, value) => {
    const { text, color } = asObject(value);
    if (typeof text === 'string' && typeof color === 'string') found.push({ name: text, color });
  });
  return found;
}
