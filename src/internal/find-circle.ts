/** A step from one thing to another, by their names. */
export interface Edge {
  readonly target: string;
}

/** The shortest way from a thing back to itself; empty when there is none. */
export function findCircle<Step extends Edge>(
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
