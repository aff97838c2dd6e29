/** An edge from one node to another, by name. */
export interface Edge {
  readonly target: string;
}

/** A cycle. */
export interface Circle<Step extends Edge> {
  readonly first: Step;
  /** All of it, from {@link first} on. */
  readonly steps: readonly Step[];
  /** `"a → b → a"` */
  readonly names: string;
}

/** The cycles in a graph, each once, from its first node by name, along the shortest way. */
export function findCircles<Step extends Edge>(
  names: Iterable<string>,
  stepsFrom: (name: string) => readonly Step[],
): readonly Circle<Step>[] {
  const found = new Map<string, Circle<Step>>();
  for (const start of [...names].sort()) {
    const steps = findCircle(start, stepsFrom);
    const [first] = steps;
    const targets = steps.map(({ target }) => target);
    const key = targets.toSorted().join("\n");
    if (first === undefined || found.has(key)) continue;
    found.set(key, { first, steps, names: [start, ...targets].join(" → ") });
  }
  return [...found.values()];
}

/** The shortest cycle through a node; empty if there is none. */
function findCircle<Step extends Edge>(
  start: string,
  stepsFrom: (name: string) => readonly Step[],
): readonly Step[] {
  const seen = new Set<string>();
  let ways: (readonly Step[])[] = [[]];
  while (ways.length > 0) {
    const longer: (readonly Step[])[] = [];
    for (const way of ways) {
      for (const next of stepsFrom(way.at(-1)?.target ?? start)) {
        if (next.target === start) return [...way, next];
        if (seen.has(next.target)) continue;
        seen.add(next.target);
        longer.push([...way, next]);
      }
    }
    ways = longer;
  }
  return [];
}
