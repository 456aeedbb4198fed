import type { Component, MetricForm } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import { accepts } from '../../catalog/matchers.ts';
import { EXPORTERS } from '../../catalog/pods.ts';
import { isChartComponent, SWITCHES } from '../../catalog/switches.ts';
import type { Read } from '../../contract/reads.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finding } from '../finding.ts';
import { isMadeByHandler, labelMissing } from '../observed/handler-labels.ts';
import { labelNeverMade } from '../observed/target-labels.ts';
import { handlerV1, isV1, V1_SHOWS, whyGone } from '../observed/why-gone.ts';
import type { Look } from '../view.ts';
import { labelDiffers, metricDropped, noTarget, nothingAtAll, notRecorded } from './causes.ts';
import type { Counted, Counts } from './counts.ts';
import { isOwn } from './questions.ts';
import { targetDown } from './target-findings.ts';
import type { Target } from './targets.ts';

/** All that was heard of a Prometheus. */
export interface Heard {
  readonly source: string;
  readonly settings: Settings;
  readonly counts: Counts;
  /** Names of all series that were asked for and are there. */
  readonly names: ReadonlySet<string>;
  /** Processes some series of which are there: rows that are theirs alone. */
  readonly present: ReadonlyMap<Component, readonly Counted[]>;
  /** Undefined where the server does not tell. */
  readonly targets: ReadonlyMap<Component, readonly Target[]> | undefined;
  /** Families some target shows, whatever becomes of them; empty where the server does not tell. */
  readonly exposed: ReadonlySet<string>;
  /** Component -> target labels that none of its series has. */
  readonly unmade: ReadonlyMap<Component, ReadonlySet<string>>;
  /** Hubble handler -> labels that none of its series has a value for, although it has many. */
  readonly contextless: ReadonlyMap<string, ReadonlySet<string>>;
  /** Records that nothing makes; undefined where the server does not tell. */
  readonly unrecorded: ReadonlySet<string> | undefined;
}

/** What is known of the series a query reads. */
export function lookAt(read: Read, heard: Heard): Look {
  const rows = heard.counts.rows.get(read.series) ?? [];
  if (read.records.length > 0) {
    if (rows.length === 0 && heard.unrecorded?.has(read.series)) return { state: 'gone', causes: [notRecorded()] };
    return { state: 'unknown' };
  }
  if (heard.counts.failed.has(read.series)) return { state: 'unknown' };
  const looks = read.forms.map((form) => lookAtForm(read, form, rows, heard));
  const best = looks.find(({ state }) => state === 'there') ?? looks.find(({ state }) => state === 'wrong') ?? looks[0];
  return best ?? { state: 'unknown' };
}

function lookAtForm(read: Read, form: MetricForm, rows: readonly Counted[], heard: Heard): Look {
  const { component } = form;
  if (rows.some((row) => isSelected(row, read, heard.settings))) return withLabels(read, form, heard);
  if (component === 'scrape' || EXPORTERS.includes(component)) return { state: 'unknown' };
  if (rows.length > 0 && isOwn(form)) {
    const causes = differing(read, component, rows, heard);
    if (causes.length > 0) return { state: 'gone', causes };
  }
  const gone = componentGone(component, heard) ?? dropped(read, form, heard);
  if (gone === 'unknown') return { state: 'unknown' };
  const evidence = [`${heard.source}: no ${read.series} in the last five minutes`];
  return { state: 'gone', causes: [gone ?? whyGone(read, form, heard, evidence)] };
}

/** Whether the matchers that tell targets apart let a row through; those of other labels are about values. */
function isSelected({ ids }: Counted, { node }: Read, { clusterLabel }: Settings): boolean {
  return node.matchers.every((matcher) => {
    const value = ids[matcher.label];
    return value === undefined || matcher.label === clusterLabel || accepts(matcher, value);
  });
}

/** The labels by which content selects a component, where its series have others. */
function differing(
  { node }: Read,
  component: Component,
  rows: readonly Counted[],
  { settings, source }: Heard,
): readonly Finding[] {
  return node.matchers.flatMap((matcher) => {
    const values = [...new Set(rows.map(({ ids }) => ids[matcher.label]))].filter((value) => value !== undefined);
    if (matcher.label === settings.clusterLabel || values.length === 0) return [];
    if (values.some((value) => accepts(matcher, value))) return [];
    if (values.every((value) => value === '')) return [labelNeverMade(component, matcher.label, source, settings)];
    return [labelDiffers(component, matcher, values, source)];
  });
}

function componentGone(component: Component, heard: Heard): Finding | 'unknown' | undefined {
  if (heard.present.has(component)) return undefined;
  const targets = heard.targets?.get(component) ?? [];
  const [down] = targets.every(({ up }) => !up) ? targetDown(component, targets) : [];
  if (down) return down;
  if (targets.length > 0) return undefined;
  // what reads a component that nobody wants to run is meant to stay silent
  if (!isChartComponent(component) || SWITCHES[component].optional) return 'unknown';
  if (heard.names.size === 0 && (heard.targets?.size ?? 0) === 0) return nothingAtAll(heard.source);
  return noTarget(component, heard.source, heard.targets !== undefined);
}

/** What a process shows and Prometheus does not have was taken away in between. */
function dropped({ series, family }: Read, form: MetricForm, { exposed, source }: Heard): Finding | undefined {
  return exposed.has(family) && isOwn(form) ? metricDropped(series, family, source) : undefined;
}

function withLabels(read: Read, form: MetricForm, heard: Heard): Look {
  const [handler] = handlersOf(form.fact);
  if (handler === 'httpV2' && isV1(heard))
    return { state: 'wrong', causes: [handlerV1([`${heard.source}: ${V1_SHOWS}`])] };
  const contextless = heard.contextless.get(handler ?? '');
  const unmade = heard.unmade.get(form.component);
  const causes = [...read.labels].flatMap((label) => {
    if (handler !== undefined && isMadeByHandler(label, form)) {
      if (!contextless?.has(label)) return [];
      return [labelMissing(handler, label, form, [`${heard.source}: no series of ${handler} has the label ${label}`])];
    }
    return unmade?.has(label) ? [labelNeverMade(form.component, label, heard.source, heard.settings)] : [];
  });
  return causes.length === 0 ? { state: 'there' } : { state: 'wrong', causes };
}
