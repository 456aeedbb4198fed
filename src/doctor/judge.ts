import type { QueryReads, Read } from '../contract/reads.ts';
import type { Query } from '../model/query.ts';
import { RATES } from '../model/rates.ts';
import type { BinaryNode, CallNode, PromNode, SelectorNode } from '../promql/ast.ts';
import { isScalar } from '../promql/labels.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Look, View } from './view.ts';

/**
 * What becomes of a query: it answers; it answers, but not what it says (a label it groups by is missing, one side of
 * an `or` can never be); it gives nothing; or nobody has looked.
 */
export type State = 'ok' | 'wrong' | 'empty' | 'unknown';

export interface Verdict {
  readonly state: State;
  readonly causes: readonly Finding[];
}

const OK: Verdict = { state: 'ok', causes: [] };
/** Gives nothing, and is not missed. */
const SPARED: Verdict = { state: 'empty', causes: [] };
const UNKNOWN: Verdict = { state: 'unknown', causes: [] };
/** From best to worst. An operator that needs both sides is as bad as the worse one. */
const BADNESS: readonly State[] = ['ok', 'unknown', 'wrong', 'empty'];

/**
 * Judges the queries of one minor by what the sources know about the series they read. PromQL is not evaluated: only
 * followed, to see which selectors an answer hangs on.
 */
export function judgeOf(all: readonly QueryReads[], views: readonly View[]): (query: Query) => Verdict {
  const byQuery = new Map(all.map((one) => [one.query, one]));
  const known = new Map<Query, Verdict>();

  const judgeQuery = (query: Query): Verdict => {
    const found = known.get(query);
    if (found) return found;
    known.set(query, UNKNOWN); // a record that reads itself
    const text = byQuery.get(query);
    const verdict = text?.root ? judge(text.root, text.reads) : UNKNOWN;
    known.set(query, verdict);
    return verdict;
  };

  const judge = (node: PromNode, reads: QueryReads['reads']): Verdict => {
    switch (node.kind) {
      case 'selector':
        return judgeSelector(node, reads);
      case 'number':
      case 'string':
        return OK;
      case 'binary':
        return judgeBinary(node, (side) => judge(side, reads));
      case 'call':
        return judgeCall(node, (arg) => judge(arg, reads));
      default:
        return judge(node.of, reads);
    }
  };

  const judgeSelector = (node: SelectorNode, reads: QueryReads['reads']): Verdict => {
    // beside it stands the counter, which tells it all
    if (node.matchers.some(({ label }) => label === RATES)) return SPARED;
    const read = reads.get(node);
    if (!read) return UNKNOWN;
    const looked = lookWith(views, read);
    if (read.records.length === 0) return looked;
    // whatever is recorded is only as good as what it is made of
    const made = read.records.map(({ query }) => judgeQuery(query)).reduce(either);
    if (looked.state === 'unknown') return made;
    return made.state === 'ok' || made.state === 'unknown' ? worse(made, looked) : made;
  };

  return judgeQuery;
}

function judgeBinary({ op, left, right }: BinaryNode, judge: (node: PromNode) => Verdict): Verdict {
  if (isScalar(right)) return judge(left);
  if (isScalar(left)) return judge(right);
  const [a, b] = [judge(left), judge(right)];
  if (op === 'or') return either(a, b);
  if (op === 'unless') return worse(a, b.state === 'empty' ? lacking(b) : b);
  return worse(a, b);
}

function judgeCall({ fn, args }: CallNode, judge: (node: PromNode) => Verdict): Verdict {
  // that there is nothing is what it asks for
  if (fn === 'absent' || fn === 'absent_over_time') return OK;
  return args.map(judge).reduce(worse, OK);
}

function worse(a: Verdict, b: Verdict): Verdict {
  const [rank, other] = [BADNESS.indexOf(a.state), BADNESS.indexOf(b.state)];
  const state = rank >= other ? a.state : b.state;
  if (state === 'ok') return OK;
  return { state, causes: unique([...a.causes, ...b.causes]) };
}

/** One of two is enough, unless the other should be there too: then a zero, or less than all, is shown. */
function either(a: Verdict, b: Verdict): Verdict {
  if (a.state === 'empty' && b.state === 'empty') return worse(a, b);
  if (a.state === 'empty') return worse(lacking(a), b);
  if (b.state === 'empty') return worse(a, lacking(b));
  return worse(a, b);
}

/** A minor has one of two names; raw series do what records would. */
const SPARE: readonly FindingCode[] = ['wrong-minor', 'rules-not-loaded'];

/** What a part that gives nothing means for a whole that goes on without. */
function lacking({ causes }: Verdict): Verdict {
  const missed = causes.filter(({ code, severity }) => severity !== 'note' && !SPARE.includes(code));
  return missed.length > 0 ? { state: 'wrong', causes: missed } : OK;
}

/** What all sources say together: the first that knows a cause names it, and a certain one goes before a possible one. */
function lookWith(views: readonly View[], read: Read): Verdict {
  const looks = views.map((view) => view.look(read));
  const gone = mostCertain(looks.filter((look) => look.state === 'gone'));
  if (gone) return { state: 'empty', causes: gone.causes };
  const wrong = looks.filter((look) => look.state === 'wrong');
  if (wrong.length > 0) return { state: 'wrong', causes: unique(wrong.flatMap(({ causes }) => causes)) };
  return looks.some(({ state }) => state === 'there') ? OK : UNKNOWN;
}

function mostCertain(looks: readonly Extract<Look, { state: 'gone' }>[]) {
  const certain = looks.find(({ causes }) => causes.some(({ severity }) => severity === 'error'));
  return certain ?? looks[0];
}

export function unique(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [finding.key, finding])).values()];
}
