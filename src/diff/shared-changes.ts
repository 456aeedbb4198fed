import type { Change } from './change.ts';
import type { Sources } from './content/content.ts';
import type { ObjectDiff, SharedChange } from './report.ts';

/** From so many places on a change is told once for all of them. */
const PLACES = 3;

/**
 * Takes out what changed in the same words in many places: one helper that many boards use is one change.
 * @param modules source files that changed, where git knows
 */
export function shareChanges(
  objects: readonly ObjectDiff[],
  sources: Sources,
  modules: readonly string[],
): { readonly shared: readonly SharedChange[]; readonly objects: readonly ObjectDiff[] } {
  const all = objects.flatMap((object) =>
    object.changes.filter(isShareable).map((change) => ({ object, change, key: `${change.code} ${change.text}` })),
  );
  const groups = [...Map.groupBy(all, ({ key }) => key).values()].filter(
    (group) => group.length >= PLACES || new Set(group.map(({ object }) => object)).size > 1,
  );
  const told = new Set(groups.flat().map(({ change }) => change));
  const shared = groups
    .map((group) => sharedChange(group, sources, modules))
    .sort((a, b) => weight(a) - weight(b) || b.places.length - a.places.length);
  const rest = objects
    .map((object) => ({ ...object, changes: object.changes.filter((change) => !told.has(change)) }))
    .filter(({ changes, state }) => changes.length > 0 || state !== 'changed');
  return { shared, objects: rest };
}

/** How it looks comes after what it says. */
const weight = ({ code }: SharedChange) => (/-(option|field|override|setting|link)$/.test(code) ? 1 : 0);

/** Words that say little without their place, and what follows from something else, stay where they are. */
function isShareable({ code, text, layout, follows }: Change): boolean {
  return (
    !layout &&
    !follows &&
    text !== 'rewritten' &&
    !text.endsWith(' changed') &&
    !/-(added|removed|from-board|to-board)$/.test(code)
  );
}

function sharedChange(
  group: readonly { readonly object: ObjectDiff; readonly change: Change }[],
  sources: Sources,
  modules: readonly string[],
): SharedChange {
  const [first] = group;
  if (!first) throw new TypeError('a group has members');
  const { code, text, before, after } = first.change;
  return {
    code,
    text,
    places: group.map(({ object, change }) => ({ object: object.title, subject: change.subject })),
    sources: commonSources(group, sources, modules),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** More modules than this are no common cause. */
const NAMED = 3;

/** The module all places are written in; else changed modules that are no board's own, such as shared helpers. */
function commonSources(
  group: readonly { readonly object: ObjectDiff; readonly change: Change }[],
  { boards, panels }: Sources,
  modules: readonly string[],
): readonly string[] {
  const written = new Set(
    group.map(({ object, change }) => panels.get(`${object.id}/${change.panel}`) ?? object.source ?? ''),
  );
  const [only] = written;
  if (written.size === 1 && only) return [only];
  const own = new Set(boards.values());
  const helpers = modules.filter((module) => !own.has(module) && !/\/index\.ts$|^test\//.test(module));
  return helpers.length <= NAMED ? helpers : [];
}
