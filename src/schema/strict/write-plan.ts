import type { RestorePlan } from "./restore-plan.js";

/** A plan under construction: it may lead back to itself, and contain parts that change nothing. */
export interface PlanState {
  unwrap?: Map<string, PlanState>;
  absent?: readonly string[];
  properties?: Map<string, PlanState>;
  cases?: {
    readonly property: string;
    readonly plans: Map<string, PlanState>;
    readonly otherwise: PlanState;
  };
  tuple?: Map<string, PlanState>;
  rest?: PlanState;
  entries?: PlanState;
  items?: PlanState;
}

/** Writes a plan as plain data, without parts that change nothing; `undefined` if nothing is left. */
export function writePlan(root: PlanState): RestorePlan | undefined {
  const useful = findUseful(root);
  if (!useful.has(root)) return undefined;
  const names = nameShared(root, useful);
  const defs: Record<string, RestorePlan> = {};
  const writer = new Writer(useful, names);
  for (const [state, name] of names) defs[name] = writer.write(state);
  const plan = writer.refer(root);
  return names.size === 0 ? plan : { ...plan, defs };
}

/** The states that change something, or lead to one that does. */
function findUseful(root: PlanState): ReadonlySet<PlanState> {
  const leadingTo = new Map<PlanState, PlanState[]>();
  const pending = [root];
  const seen = new Set<PlanState>(pending);
  const useful = new Set<PlanState>();
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (state.unwrap ?? state.absent ?? state.tuple ?? state.entries) useful.add(state);
    for (const next of successors(state)) {
      leadingTo.set(next, [...(leadingTo.get(next) ?? []), state]);
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(next);
    }
  }
  pending.push(...useful);
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    for (const before of leadingTo.get(state) ?? []) {
      if (useful.has(before)) continue;
      useful.add(before);
      pending.push(before);
    }
  }
  return useful;
}

/** Names for the states that are used more than once, in the order of their first use. */
function nameShared(
  root: PlanState,
  useful: ReadonlySet<PlanState>,
): ReadonlyMap<PlanState, string> {
  const uses = new Map<PlanState, number>();
  const visit = (state: PlanState): void => {
    if (!useful.has(state)) return;
    const count = uses.get(state) ?? 0;
    uses.set(state, count + 1);
    if (count === 0) for (const next of successors(state)) visit(next);
  };
  visit(root);
  const shared = [...uses].filter(([, count]) => count > 1).map(([state]) => state);
  return new Map(shared.map((state, index) => [state, `plan${index}`]));
}

function successors(state: PlanState): readonly PlanState[] {
  const { unwrap, properties, cases, tuple, rest, entries, items } = state;
  return [
    ...(unwrap?.values() ?? []),
    ...(properties?.values() ?? []),
    ...(cases ? [...cases.plans.values(), cases.otherwise] : []),
    ...(tuple?.values() ?? []),
    ...(rest ? [rest] : []),
    ...(entries ? [entries] : []),
    ...(items ? [items] : []),
  ];
}

class Writer {
  readonly #useful: ReadonlySet<PlanState>;
  readonly #names: ReadonlyMap<PlanState, string>;

  constructor(useful: ReadonlySet<PlanState>, names: ReadonlyMap<PlanState, string>) {
    this.#useful = useful;
    this.#names = names;
  }

  refer(state: PlanState): RestorePlan {
    const name = this.#names.get(state);
    return name === undefined ? this.write(state) : { ref: name };
  }

  write({
    unwrap,
    absent,
    properties,
    cases,
    tuple,
    rest,
    entries,
    items,
  }: PlanState): RestorePlan {
    const within = properties && this.#writeUseful(properties);
    return {
      // A wrapper is recognised by its name, so it stays even if nothing within it changes.
      ...(unwrap && { unwrap: this.#writeAll(unwrap) }),
      ...(absent && { absent }),
      ...(within && Object.keys(within).length > 0 && { properties: within }),
      ...(cases && {
        cases: {
          property: cases.property,
          plans: this.#writeAll(cases.plans),
          otherwise: this.#referOrNothing(cases.otherwise),
        },
      }),
      ...(tuple && { tuple: this.#writeUseful(tuple) }),
      ...(rest && this.#useful.has(rest) && { rest: this.refer(rest) }),
      ...(entries && { entries: this.#referOrNothing(entries) }),
      ...(items && this.#useful.has(items) && { items: this.refer(items) }),
    };
  }

  #writeUseful(states: ReadonlyMap<string, PlanState>): Record<string, RestorePlan> {
    const useful = [...states].filter(([, state]) => this.#useful.has(state));
    return Object.fromEntries(useful.map(([name, state]) => [name, this.refer(state)]));
  }

  #writeAll(states: ReadonlyMap<string, PlanState>): Record<string, RestorePlan> {
    const all = [...states].map(([name, state]) => [name, this.#referOrNothing(state)] as const);
    return Object.fromEntries(all);
  }

  #referOrNothing(state: PlanState): RestorePlan {
    return this.#useful.has(state) ? this.refer(state) : {};
  }
}
