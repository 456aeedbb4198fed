import { checksum, seal } from '../../plan/checksum.ts';
import type { Desired, Live } from '../../plan/resource.ts';
import type { HttpAnswer } from '../http.ts';
import { folderId, folderUid, segments } from './folder-path.ts';

/** A folder as Grafana has it, with the titles that lead to it. */
export interface StoredFolder {
  readonly uid: string;
  readonly path: string;
  readonly parentUid?: string;
}

/** What the classic API and the /apis of Grafana have in common for folders. Reading throws on any unexpected answer. */
export interface Folders {
  /** Every folder the token may see, by uid. */
  list(): Promise<ReadonlyMap<string, StoredFolder>>;
  create(
    folder: { readonly uid: string; readonly title: string; readonly parentUid?: string },
    signal: AbortSignal,
  ): Promise<HttpAnswer>;
  /** What is in it and below it, all kinds together. */
  contents(uid: string): Promise<number>;
  remove(uid: string, signal: AbortSignal): Promise<HttpAnswer>;
}

/**
 * The folder that stands for a path: ours, else one that people made with the same titles; two folders of one name
 * would only confuse them.
 */
export function folderAt(
  path: string,
  set: string,
  folders: ReadonlyMap<string, StoredFolder>,
): StoredFolder | undefined {
  const wanted = segments(path).join('/');
  const ours = folders.get(folderUid(set, wanted));
  return ours?.path === wanted ? ours : [...folders.values()].find((folder) => folder.path === wanted);
}

/** Desired folders that are there, and those of ours that are not desired any more, with how much they hold. */
export async function liveFolders(
  desired: readonly Desired[],
  set: string,
  folders: ReadonlyMap<string, StoredFolder>,
  contents: (uid: string) => Promise<number>,
): Promise<readonly Live[]> {
  const wanted = new Set(desired.filter(({ kind }) => kind === 'folder').map(({ id }) => id));
  const live: Live[] = [];
  for (const id of wanted) {
    const there = folderAt(id.slice('folder/'.length), set, folders);
    if (there) live.push(asLive(there, set));
  }
  for (const folder of folders.values()) {
    const ours = folder.uid === folderUid(set, folder.path);
    if (!ours || wanted.has(folderId(folder.path))) continue;
    live.push({ ...asLive(folder, set), holds: await contents(folder.uid) });
  }
  return live;
}

function asLive({ uid, path }: StoredFolder, set: string): Live {
  const all = segments(path);
  const title = all.at(-1) ?? path;
  const parent = all.slice(0, -1).join('/');
  const content = { title };
  const object = {
    id: folderId(path),
    kind: 'folder' as const,
    title,
    ...(parent ? { parent: folderId(parent) } : {}),
    content,
    checksum: checksum(content),
    version: uid,
  };
  const ours = uid === folderUid(set, path);
  return { ...object, owner: { kind: ours ? 'ours' : 'nobody' }, ...(ours ? { published: seal(object) } : {}) };
}
