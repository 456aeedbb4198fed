import { alertComparison } from './alert-comparison.ts';
import { alertGrafanaVariable } from './alert-grafana-variable.ts';
import { alertInverted } from './alert-inverted.ts';
import { alertLatching } from './alert-latching.ts';
import { alertTemplate } from './alert-template.ts';
import { bucketEdge } from './bucket-edge.ts';
import { bucketLayout } from './bucket-layout.ts';
import { cardinality } from './cardinality.ts';
import type { Check } from './check.ts';
import { clusterMatcher } from './cluster-matcher.ts';
import { constantValue } from './constant-value.ts';
import { counterRate } from './counter-rate.ts';
import { dnsErrorRatio } from './dns-error-ratio.ts';
import { doubleCountAgents } from './double-count-agents.ts';
import { doubleCountOverlap } from './double-count-overlap.ts';
import { doubleCountReporter } from './double-count-reporter.ts';
import { endpointPort } from './endpoint-port.ts';
import { flowsRatio } from './flows-ratio.ts';
import { hubbleAgentLabels } from './hubble-agent-labels.ts';
import { hubbleHandler } from './hubble-handler.ts';
import { instantRate } from './instant-rate.ts';
import { labelKnown } from './label-known.ts';
import { labelValue } from './label-value.ts';
import { legendLabels } from './legend-labels.ts';
import { metricKnown } from './metric-known.ts';
import { metricSwitchedOn } from './metric-switched-on.ts';
import { metricUnverified } from './metric-unverified.ts';
import { promqlSyntax } from './promql-syntax.ts';
import { quantileAverage } from './quantile-average.ts';
import { quantileLe } from './quantile-le.ts';
import { quantileOfAverages } from './quantile-of-averages.ts';
import { quantilePerSeries } from './quantile-per-series.ts';
import { rateAfterSum } from './rate-after-sum.ts';
import { rateInterval } from './rate-interval.ts';
import { rateOfGauge } from './rate-of-gauge.ts';
import { ratioLabels } from './ratio-labels.ts';
import { ratioPart } from './ratio-part.ts';
import { ratioSelf } from './ratio-self.ts';
import { recordKnown } from './record-known.ts';
import { saturation } from './saturation.ts';
import { thresholdEdge } from './threshold-edge.ts';
import { variables } from './variables.ts';

/** Checks of single queries, of panels, variables and rules alike; those of boards are listed in `boards.ts`. */
export const queryChecks: readonly Check[] = [
  promqlSyntax,
  metricKnown,
  recordKnown,
  metricSwitchedOn,
  hubbleHandler,
  metricUnverified,
  labelKnown,
  labelValue,
  endpointPort,
  counterRate,
  rateOfGauge,
  rateAfterSum,
  instantRate,
  rateInterval,
  quantileAverage,
  quantileOfAverages,
  quantileLe,
  quantilePerSeries,
  bucketEdge,
  thresholdEdge,
  bucketLayout,
  legendLabels,
  ratioLabels,
  ratioSelf,
  ratioPart,
  doubleCountReporter,
  doubleCountAgents,
  doubleCountOverlap,
  saturation,
  constantValue,
  clusterMatcher,
  variables,
  hubbleAgentLabels,
  cardinality,
  dnsErrorRatio,
  flowsRatio,
  alertComparison,
  alertGrafanaVariable,
  alertTemplate,
  alertInverted,
  alertLatching,
];
