import { existsSync } from "node:fs";
import path from "node:path";

/** Where a config is looked for, from the root of a project, in this order. */
const places = ["agents.config.ts", "src/agents.config.ts"] as const;

/** The config of a project from its root: what was given, else the first that is there, else where one belongs. */
export function findConfig(root: string, given?: string): string {
  return given ?? places.find((place) => existsSync(path.join(root, place))) ?? places[0];
}
