/** One way in which an API server refuses. */
interface Refusal {
  readonly status: (status: number) => boolean;
  /** What the server's message and its causes say; absent: anything. */
  readonly says?: RegExp;
  readonly reason: string;
  readonly hint: string;
  readonly stop?: boolean;
  readonly stale?: boolean;
}

const is =
  (...statuses: readonly number[]) =>
  (status: number) =>
    statuses.includes(status);
const split = 'split the rule set or the dashboard';

/** The first that fits counts. Words of kube-apiserver 1.36; the statuses alone decide where it would word them anew. */
export const REFUSALS: readonly Refusal[] = [
  {
    status: is(400, 403, 422),
    says: /admission webhook "[^"]*" denied|ValidatingAdmissionPolicy/,
    reason: 'a policy of this cluster does not admit it',
    hint: 'what the policy says is above; its owners know why',
  },
  {
    status: is(500, 503, 504),
    says: /failed calling webhook/,
    reason: 'an admission webhook of this cluster does not answer',
    hint: 'see whether its pod runs, such as that of prometheus-operator',
  },
  {
    status: is(401),
    reason: 'the credentials are not accepted',
    hint: 'log in again; try: kubectl auth whoami',
    stop: true,
  },
  {
    status: is(403),
    says: /being terminated/,
    reason: 'the namespace is being deleted',
    hint: 'wait until it is gone and make it anew, or set another one: namespace',
    stop: true,
  },
  {
    status: is(403),
    says: /exceeded quota/,
    reason: 'the quota of the namespace is used up',
    hint: 'ask for more: kubectl describe resourcequota',
  },
  {
    status: is(403),
    reason: 'the account has no right to do this',
    hint: 'apply what `ciliascope publish --print-rbac` prints',
  },
  {
    status: is(404),
    says: /namespaces? "/,
    reason: 'the namespace is not there',
    hint: 'make it: kubectl create namespace NAME, or set another one',
    stop: true,
  },
  {
    status: is(404),
    says: /could not find the requested resource|page not found/,
    reason: 'the cluster does not know this kind',
    hint: 'install the CRDs, or leave the kind out: artefacts',
    stop: true,
  },
  { status: is(404), reason: 'it is not there any more', hint: 'plan again', stale: true },
  {
    status: is(409),
    says: /conflicts? with|holds \./,
    reason: 'other writers hold fields of it',
    hint: 'make them let go, or publish with --adopt',
  },
  { status: is(409), reason: 'it changed after it was read', hint: 'plan again', stale: true },
  { status: is(410), reason: 'the list grew too old while it was read', hint: 'run it again' },
  { status: is(413), reason: 'it is too large for the API server', hint: split },
  {
    status: is(500),
    says: /too large/,
    reason: 'it is too large for etcd',
    hint: split,
  },
  {
    status: is(400, 422, 500),
    says: /not declared in schema|unknown field/,
    reason: 'the CRD of this cluster does not know a field of it',
    hint: 'update the CRDs of the operator',
  },
  {
    status: is(422),
    says: /[Tt]oo long/,
    reason: 'it is longer than its kind allows',
    hint: split,
  },
  {
    status: is(415),
    reason: 'the API server does not know server-side apply',
    hint: 'Kubernetes 1.22 and newer do',
    stop: true,
  },
  {
    status: is(400, 422),
    reason: 'the API server does not accept it',
    hint: 'see what it says; an admission webhook may have its own rules',
  },
  {
    status: is(500),
    says: /typed patch object/,
    reason: 'the API server does not accept it',
    hint: 'a value is of another type than the CRD of this cluster has',
  },
  {
    status: is(429),
    reason: 'the API server has too much to do',
    hint: 'try later, or lower concurrency in the settings',
    stop: true,
  },
  {
    status: is(502, 503, 504),
    reason: 'the API server is not reached',
    hint: 'is it up, and a load balancer before it?',
    stop: true,
  },
  { status: (status) => status >= 500, reason: 'the API server failed', hint: 'its log says why' },
  {
    status: (status) => status < 400,
    reason: 'the answer is not that of an API server',
    hint: 'see which server the context names',
    stop: true,
  },
];
