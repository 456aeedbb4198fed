import type { MetricForm } from '../../catalog/facts.ts';
import { isChartComponent, SWITCHES } from '../../catalog/switches.ts';
import { needsOf } from '../../contract/needs.ts';
import type { Read } from '../../contract/reads.ts';
import type { Model } from '../../model/model.ts';
import type { Look, View } from '../view.ts';
import { componentOff, metricOff, nodeNeverMade, switchedOff } from './causes.ts';
import type { Looking } from './hubble.ts';
import { lookAtHubble } from './hubble.ts';
import { installedBy } from './installed.ts';
import { mendedHandlers } from './mended-handlers.ts';
import { ownFindings } from './own-findings.ts';
import type { Values } from './tree.ts';

/**
 * What Cilium exposes with these Helm values. They tell nothing of traffic, and little of how Prometheus gets at it:
 * labels of targets are taken to be there unless the values take them away, and so is every series of what is on.
 * @param source what the values are called in reports
 */
export function valuesView(values: Values, source: string, model: Model): View {
  const { settings } = model;
  const installed = installedBy(values);
  const needs = needsOf(model);
  const about = { source, mended: mendedHandlers(installed.handlers, needs, settings) };
  const looking: Looking = { installed, needs, about, nodeLabel: settings.scrape.nodeLabel };
  return {
    source,
    minors: [],
    findings: ownFindings(installed, needs, about, settings),
    look: (read) => lookAt(read, looking),
  };
}

/** Several components may make the name: one that has it is enough. */
function lookAt(read: Read, looking: Looking): Look {
  const looks = read.forms.map((form) => atTarget(lookAtForm(read, form, looking), read, form, looking));
  const best = looks.find(({ state }) => state === 'there') ?? looks.find(({ state }) => state === 'wrong') ?? looks[0];
  return best ?? { state: 'unknown' };
}

function lookAtForm(read: Read, form: MetricForm, looking: Looking): Look {
  const { component, fact } = form;
  const { installed, about } = looking;
  if (!isChartComponent(component)) return { state: 'unknown' };
  if ((installed.off.get(component) ?? []).length > 0) {
    // what reads a component that nobody wants to run is meant to stay silent
    if (SWITCHES[component].optional) return { state: 'unknown' };
    return { state: 'gone', causes: [componentOff(component, installed, about)] };
  }
  if (component === 'hubble' && fact.handler) return lookAtHubble(read, form, looking);
  const toggled = installed.toggled.get(fact.name);
  if (toggled === false) return { state: 'gone', causes: [switchedOff(fact.name, about)] };
  return fact.off && toggled !== true ? { state: 'gone', causes: [metricOff(fact, about)] } : { state: 'there' };
}

/** The node's label, where the values replace the relabelings of a monitor that would make it. */
function atTarget(look: Look, { labels }: Read, { component }: MetricForm, looking: Looking): Look {
  const { installed, nodeLabel, about } = looking;
  if (!isChartComponent(component) || !SWITCHES[component].perNode || !labels.has(nodeLabel)) return look;
  const made = installed.monitored.has(component) ? installed.relabelled.get(component) : undefined;
  if (!made || made.includes(nodeLabel) || (look.state !== 'there' && look.state !== 'wrong')) return look;
  const others = look.state === 'wrong' ? look.causes : [];
  return { state: 'wrong', causes: [...others, nodeNeverMade(component, nodeLabel, about)] };
}
