import type { CallableCounts } from "./program/compiled.js";

/** What a build found, for people: `"3 agents and 1 network"`. */
export function describeCounts({ agents, networks }: CallableCounts): string {
  const found = [count(agents, "agent")];
  if (networks > 0) found.push(count(networks, "network"));
  return found.join(" and ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
