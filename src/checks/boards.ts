import type { Check } from './check.ts';
import { colorMeaning } from './color-meaning.ts';
import { dashboardConfigmap } from './dashboard-configmap.ts';
import { dashboardLinkVariables } from './dashboard-link-variables.ts';
import { dashboardLinks } from './dashboard-links.ts';
import { dashboardModel } from './dashboard-model.ts';
import { dashboardOrphan } from './dashboard-orphan.ts';
import { dashboardQueryBudget } from './dashboard-query-budget.ts';
import { dashboardQuestion } from './dashboard-question.ts';
import { dashboardRefresh } from './dashboard-refresh.ts';
import { dashboardSize } from './dashboard-size.ts';
import { dashboardTargetBudget } from './dashboard-target-budget.ts';
import { dashboardUid } from './dashboard-uid.ts';
import { panelEmpty } from './panel-empty.ts';
import { panelExemplars } from './panel-exemplars.ts';
import { panelId } from './panel-id.ts';
import { panelKey } from './panel-key.ts';
import { panelLayout } from './panel-layout.ts';
import { panelLegend } from './panel-legend.ts';
import { panelQueries } from './panel-queries.ts';
import { panelText } from './panel-text.ts';
import { panelThresholds } from './panel-thresholds.ts';
import { panelTitle } from './panel-title.ts';
import { panelUnit } from './panel-unit.ts';
import { panelUnitFits } from './panel-unit-fits.ts';
import { panelWidth } from './panel-width.ts';
import { thresholdAlert } from './threshold-alert.ts';
import { variableModel } from './variable-model.ts';
import { variableUnused } from './variable-unused.ts';

/** Checks of dashboards, their panels and variables; those of single queries are listed in `index.ts`. */
export const boardChecks: readonly Check[] = [
  dashboardUid,
  dashboardQuestion,
  dashboardModel,
  dashboardLinks,
  dashboardLinkVariables,
  dashboardOrphan,
  dashboardQueryBudget,
  dashboardTargetBudget,
  dashboardRefresh,
  dashboardSize,
  dashboardConfigmap,
  panelKey,
  panelId,
  panelLayout,
  panelWidth,
  panelText,
  panelTitle,
  panelQueries,
  panelUnit,
  panelUnitFits,
  panelThresholds,
  thresholdAlert,
  colorMeaning,
  panelLegend,
  panelEmpty,
  panelExemplars,
  variableModel,
  variableUnused,
];
