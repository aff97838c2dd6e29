import { existsSync } from "node:fs";
import path from "node:path";

/** Where to search for a config, from the root of a project, in this order. */
const places = ["agents.config.ts", "src/agents.config.ts"] as const;

/**
 * The config of a project, from its root: the given one, otherwise the first that exists, otherwise where
 * one belongs.
 */
export function findConfig(root: string, given?: string): string {
  return given ?? places.find((place) => existsSync(path.join(root, place))) ?? places[0];
}
