import type { Context, Match, Test } from "../context.ts";

/** Maximum number of reasons that a sentence lists. */
const REASONS = 3;

/** All must match. What one of them rules out, AWS need not decide. */
export function and(tests: readonly Test[]): Test {
  return {
    test: (at) => combined(tests, at, false),
    why: (at, outcome) => reasons(tests, at, outcome, outcome === false),
  };
}

/** One must match. */
export function or(tests: readonly Test[]): Test {
  return {
    test: (at) => combined(tests, at, true),
    why: (at, outcome) => reasons(tests, at, outcome, outcome === true),
  };
}

/** The other way round; what is open stays open. */
export function not(test: Test): Test {
  return {
    test: (at) => negated(test.test(at)),
    why: (at, outcome) => test.why(at, negated(outcome)),
  };
}

const negated = (outcome: Match): Match => (outcome === undefined ? undefined : !outcome);

/** `decisive` as soon as one test says so, else open where one is, else the opposite. */
function combined(tests: readonly Test[], at: Context, decisive: boolean): Match {
  let isOpen = false;
  for (const test of tests) {
    const outcome = test.test(at);
    if (outcome === decisive) return decisive;
    if (outcome === undefined) isOpen = true;
  }
  return isOpen ? undefined : !decisive;
}

/** The reason of the first test that decided alone, or of each that had to agree. */
function reasons(tests: readonly Test[], at: Context, outcome: Match, isAlone: boolean): string {
  const agreeing = tests.filter((test) => test.test(at) === outcome).map((test) => test.why(at, outcome));
  const distinct = [...new Set(agreeing)].slice(0, isAlone || outcome === undefined ? 1 : agreeing.length);
  const rest = distinct.length - REASONS;
  return rest > 0 ? `${distinct.slice(0, REASONS).join(", ")} and ${rest} more of the kind` : distinct.join(", and ");
}
