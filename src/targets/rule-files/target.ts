import { lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../../errors.ts';
import { checksum } from '../../plan/checksum.ts';
import { parseMarker, withMarker } from '../../plan/marker.ts';
import type { Live, Owner } from '../../plan/resource.ts';
import type { HttpClient } from '../http.ts';
import type { Applied, Target } from '../target.ts';

/** Of a folder that Prometheus or vmalert reads rules from. */
export interface RuleFolder {
  /** Absolute. */
  readonly folder: string;
  readonly set: string;
  /** Prometheus to reload, started with --web.enable-lifecycle. */
  readonly reload?: HttpClient;
}

const nameOf = (id: string) => id.slice('rule-file/'.length);

/**
 * A folder of rule files. The first line of each file is the proof that we wrote it: `# <message> [ciliascope <set>
 * <checksum>]`. Files appear by rename, so Prometheus never reads half of one. Subfolders, links and other files are
 * left alone.
 */
export function ruleFilesTarget(name: string, { folder, set, reload }: RuleFolder): Target {
  const read = async (file: string): Promise<Live | undefined> => {
    const path = join(folder, file);
    const there = await lstat(path).catch(() => undefined);
    if (!there) return undefined;
    if (!there.isFile())
      return asLive(file, '', { kind: 'foreign', who: 'a link or a folder of this name', how: 'move it away' });
    return parsed(file, await readFile(path, 'utf8'), set);
  };
  return {
    name,
    async connect() {
      const there = await lstat(folder).catch((cause: NodeJS.ErrnoException) => {
        throw new UserError(
          `${name}: ${folder}: ${cause.code === 'ENOENT' ? 'there is no such folder' : messageOf(cause)}`,
          ['make it, and name it in rule_files of Prometheus'],
          { cause },
        );
      });
      if (!there.isDirectory())
        throw new UserError(`${name}: ${folder} is no folder`, ['links are not followed: name the folder itself']);
      return {
        kind: 'rule-files',
        server: `rule files in ${folder}`,
        fingerprint: `files ${folder} set ${set}`,
        warnings: [],
      };
    },
    async read(desired) {
      const wanted = desired.map(({ id }) => nameOf(id));
      const others = (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file) && !wanted.includes(file)).sort();
      const live = await Promise.all([...wanted, ...others].map(read));
      return live.filter((object) => object !== undefined);
    },
    async apply({ operation, item, desired, live, message }): Promise<Applied> {
      const file = nameOf(item.id);
      const before = await read(file);
      if (before?.version !== live?.version) return { kind: 'stale', reason: 'the file changed after it was read' };
      try {
        if (operation === 'delete') await rm(join(folder, file));
        else if (desired)
          await replace(
            join(folder, file),
            `# ${withMarker(message, { set, checksum: desired.checksum })}\n${desired.content['text']}`,
          );
        return { kind: 'done' };
      } catch (error) {
        return { kind: 'failed', reason: messageOf(error), hints: [`make ${folder} writable`] };
      }
    },
    async finish(written) {
      if (!reload || written === 0) return { kind: 'done' };
      const answer = await reload.send({ method: 'POST', path: '/-/reload' });
      if (answer.status === 200) return { kind: 'done' };
      const reason = `Prometheus did not reload (${answer.status}: ${answer.text.trim().slice(0, 300)})`;
      const hint =
        answer.status === 403
          ? 'start it with --web.enable-lifecycle'
          : 'the files are written; until they load, it goes on with the rules it had';
      return { kind: 'failed', reason, hints: [hint] };
    },
    close: async () => reload?.close(),
  };
}

function parsed(file: string, text: string, set: string): Live {
  const [first = ''] = text.split('\n', 1);
  const marker = first.startsWith('# ') ? parseMarker(first) : undefined;
  if (!marker) return asLive(file, text, { kind: 'nobody' });
  const body = text.slice(first.length + 1);
  if (marker.set !== set) {
    return asLive(file, body, {
      kind: 'foreign',
      who: `the set "${marker.set}" of ciliascope`,
      how: 'use another folder, or leave these rules out in one project',
      adoptable: true,
    });
  }
  return { ...asLive(file, body, { kind: 'ours' }, text), published: marker.checksum };
}

function asLive(file: string, body: string, owner: Owner, whole = body): Live {
  return {
    id: `rule-file/${file}`,
    kind: 'rule-file',
    title: file,
    content: { text: body },
    checksum: checksum(body),
    version: checksum(whole),
    owner,
  };
}

async function replace(path: string, text: string): Promise<void> {
  // not *.yaml: a Prometheus that reloads meanwhile does not see it
  const fresh = `${path}.ciliascope-${process.pid}`;
  try {
    await writeFile(fresh, text, { flag: 'wx' });
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
