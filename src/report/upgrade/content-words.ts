import type { OwnContent } from '../../upgrade/own-content.ts';
import type { UpgradeRange } from '../../upgrade/range.ts';

/** What to do about content of our own, line by line. */
export function contentWords(
  { configured, setting, afterwards, solved, buildFaults }: OwnContent,
  { from, to }: UpgradeRange,
): readonly string[] {
  const built = configured.length > 1 ? `${configured[0]} to ${configured.at(-1)}` : `${configured[0]}`;
  if (setting === undefined) {
    return [`Boards and rules are built for ${built}: nothing has to be published anew for ${from} and ${to}.`];
  }
  return [
    `Boards and rules are built for ${built}. Before the upgrade write in ciliascope.config.ts`,
    `  ${setting},`,
    solved
      ? '  then `npm run build` and publish: built so, every query answers on both.'
      : '  then `npm run build`: some queries break all the same.',
    ...(buildFaults.length > 0 ? ['  That build stops at:', ...buildFaults.map((fault) => `    ${fault}`)] : []),
    `Afterwards \`${afterwards}\` takes out what only ${from} needs.`,
  ];
}

/** Panels left out while the settings name all minors of the upgrade, a line each board. */
export function waitingWords({ waiting }: OwnContent): readonly string[] {
  return waiting.map(({ board, panels }) => `${board}: ${panels.join(', ')}`);
}
