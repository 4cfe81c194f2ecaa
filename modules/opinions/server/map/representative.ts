/** Votes of one group on one statement: agreed, disagreed, voted at all. */
export type Count = { readonly agrees: number; readonly disagrees: number; readonly votes: number };

/** Significant at 90 %, one-sided. */
const Z90 = 1.2816;
export const significant = (z: number): boolean => z > Z90;

/** z of a share against one half, with one success and one trial added (Polis: prop-test). */
export const shareTest = (successes: number, trials: number): number => 2 * Math.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5);

/** z of the share inside against the share outside (Polis: two-prop-test). 0 where both shares are 1. */
export function differenceTest(inside: number, outside: number, trialsInside: number, trialsOutside: number): number {
  const [a, b, n, o] = [inside + 1, outside + 1, trialsInside + 1, trialsOutside + 1];
  const pooled = (a + b) / (n + o);
  // Polis divides by the root of a negative number where nobody outside has voted and all inside agree.
  if (pooled >= 1) return 0;
  return (a / n - b / o) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / o));
}

export type Side = 'agree' | 'disagree';
/** Why a statement stands for a group: how many of those who voted on it say so, and how much more than elsewhere. */
export type Representative = {
  readonly statement: string;
  readonly side: Side;
  readonly successes: number;
  readonly trials: number;
  /** (successes + 1) / (trials + 2). */
  readonly probability: number;
  readonly probabilityTest: number;
  /** Probability here over probability elsewhere. */
  readonly ratio: number;
  readonly ratioTest: number;
  /** The statement with which the group agrees most clearly. */
  readonly bestAgree: boolean;
};

type Stats = {
  statement: string;
  count: Count;
  agree: { p: number; pTest: number; ratio: number; rTest: number };
  disagree: { p: number; pTest: number; ratio: number; rTest: number };
};

function statsOf(statement: string, count: Count, rest: Count): Stats {
  const side = (own: number, other: number): Stats['agree'] => {
    const p = (own + 1) / (count.votes + 2);
    return {
      p,
      pTest: shareTest(own, count.votes),
      ratio: p / ((other + 1) / (rest.votes + 2)),
      rTest: differenceTest(own, other, count.votes, rest.votes),
    };
  };
  return { statement, count, agree: side(count.agrees, rest.agrees), disagree: side(count.disagrees, rest.disagrees) };
}

function finish({ statement, count, agree, disagree }: Stats, bestAgree = false): Representative {
  const side: Side = bestAgree || agree.rTest > disagree.rTest ? 'agree' : 'disagree';
  const chosen = side === 'agree' ? agree : disagree;
  return {
    statement,
    side,
    successes: side === 'agree' ? count.agrees : count.disagrees,
    trials: count.votes,
    probability: chosen.p,
    probabilityTest: chosen.pTest,
    ratio: chosen.ratio,
    ratioTest: chosen.rTest,
    bestAgree,
  };
}

const weight = ({ ratio, ratioTest, probability, probabilityTest }: Representative): number => ratio * ratioTest * probability * probabilityTest;

/** Whether a statement is a clearer "what we agree on" than the best so far (Polis: beats-best-agr?). */
function beatsAgree({ count, agree }: Stats, best: Stats | null): boolean {
  if (count.agrees === 0 && count.disagrees === 0) return false;
  if (best === null) return significant(agree.pTest) || (agree.ratio > 1 && agree.p > 0.5);
  if (best.agree.ratio > 1) return agree.ratio * agree.rTest * agree.p * agree.pTest > best.agree.ratio * best.agree.rTest * best.agree.p * best.agree.pTest;
  return agree.p * agree.pTest > best.agree.p * best.agree.pTest;
}

/**
 * The statements that stand for one group: likely said inside and likelier than outside, both at 90 % (Small et al. 2021, 3.4; Polis: select-rep-comments). At most
 * five, the clearest agreement always among them, agreements first; never none where anybody voted.
 */
export function representativeOf(statements: readonly string[], group: readonly Count[], rest: readonly Count[], leftOut: Uint8Array): Representative[] {
  let best: Stats | null = null;
  let bestAgree: Stats | null = null;
  const sufficient: Representative[] = [];
  statements.forEach((statement, j) => {
    if (leftOut[j]) return;
    const stats = statsOf(statement, group[j]!, rest[j]!);
    const { agree, disagree } = stats;
    if ((significant(agree.rTest) && significant(agree.pTest)) || (significant(disagree.rTest) && significant(disagree.pTest))) sufficient.push(finish(stats));
    const z = Math.max(agree.rTest, disagree.rTest);
    if (stats.count.votes > 0 && (best === null || z > Math.max(best.agree.rTest, best.disagree.rTest))) best = stats;
    if (beatsAgree(stats, bestAgree)) bestAgree = stats;
  });
  const head = bestAgree === null ? (sufficient.length > 0 || best === null ? [] : [finish(best)]) : [finish(bestAgree, true)];
  const chosen = [
    ...head,
    ...sufficient.filter(({ statement }) => statement !== (bestAgree as Stats | null)?.statement).sort((a, b) => weight(b) - weight(a)),
  ].slice(0, 5);
  return [...chosen.filter(({ side }) => side === 'agree'), ...chosen.filter(({ side }) => side === 'disagree')];
}

export type Shared = {
  readonly statement: string;
  readonly successes: number;
  readonly trials: number;
  readonly probability: number;
  readonly probabilityTest: number;
};

/** Statements on which most of all who voted agree (or disagree) at 90 %: at most five each (Polis: select-consensus-comments). */
export function sharedBy(statements: readonly string[], all: readonly Count[], leftOut: Uint8Array): Record<Side, Shared[]> {
  const top = (of: (count: Count) => number): Shared[] =>
    statements
      .flatMap((statement, j): Shared[] => {
        const count = all[j]!;
        const successes = of(count);
        const probability = (successes + 1) / (count.votes + 2);
        const probabilityTest = shareTest(successes, count.votes);
        return leftOut[j] || probability <= 0.5 || !significant(probabilityTest)
          ? []
          : [{ statement, successes, trials: count.votes, probability, probabilityTest }];
      })
      .sort((a, b) => b.probability * b.probabilityTest - a.probability * a.probabilityTest)
      .slice(0, 5);
  return { agree: top(({ agrees }) => agrees), disagree: top(({ disagrees }) => disagrees) };
}
