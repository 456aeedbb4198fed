import type { DashboardDefinition } from '../../../src/define.ts';
import { faults } from '../../../src/scenario/faults/faults.ts';
import { fittingFaultOf } from './fitting-faults.ts';

/** The state of the synthetic cluster in which no board is empty for want of a feature. */
export const HEALTHY = 'everything-on';

/** Below `docs/`. */
export const GALLERY = 'pictures/gallery';

export interface GalleryPicture {
  readonly uid: string;
  readonly state: string;
  /** Below `docs/`. */
  readonly path: string;
}

export function pictureOf(uid: string, state: string): GalleryPicture {
  const name = state === HEALTHY ? uid : `${uid}-${state}`;
  return { uid, state, path: `${GALLERY}/${name}.png` };
}

const HEAD = `# Gallery

Every board twice: in a healthy cluster that uses every part of Cilium (light), and in the incident it is there for
(dark). Nothing is painted: a real Prometheus holds a synthetic cluster of the newest Cilium minor with three nodes, and
each panel draws what its queries return there. An incident begins half an hour before the end of the hour on the charts.
A picture shows the top of the board as it opens, down to the last whole panel; the rows below are left out.

\`npm run pictures\` makes pictures and page anew, from pages of \`ciliascope preview\`. To look at all of a board, in any
state: \`node bin/ciliascope.js preview --synthetic drops\`. [How the synthetic cluster is made](proof.md).
`;

/** `docs/gallery.md`. */
export function galleryPage(boards: readonly Pick<DashboardDefinition, 'uid' | 'title' | 'question'>[]): string {
  return [HEAD, ...boards.map(sectionOf)].join('\n');
}

function sectionOf({ uid, title, question }: Pick<DashboardDefinition, 'uid' | 'title' | 'question'>): string {
  const { fault, shows } = fittingFaultOf(uid);
  const what = faults.get(fault)?.what;
  if (what === undefined) throw new Error(`the fault of board ${uid}, "${fault}", is none of the synthetic cluster`);
  return `## ${title}

${question}

![${title} in a healthy cluster](${pictureOf(uid, HEALTHY).path})

In \`${fault}\`: ${what} ${shows}

![${title} in the fault ${fault}](${pictureOf(uid, fault).path})
`;
}
