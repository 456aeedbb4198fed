import type { JsonObject } from '../../src/model/dashboard.ts';
import { checksum, seal } from '../../src/plan/checksum.ts';
import type { Consent } from '../../src/plan/plan.ts';
import type { Desired, Live } from '../../src/plan/resource.ts';

export const ORDINARY: Consent = { overwriteDrift: false, adopt: false, prune: true };

export function desired(id: string, content: JsonObject = {}, more: Partial<Desired> = {}): Desired {
  const kind = id.split('/')[0] as Desired['kind'];
  return { id, kind, title: id, content, checksum: checksum(content), ...more };
}

/** As it is after we published it and nobody touched it. */
export function live(id: string, content: JsonObject = {}, more: Partial<Live> = {}): Live {
  const object = { ...desired(id, content), version: '1', owner: { kind: 'ours' } as const, ...more };
  return { published: seal(object), ...object };
}
