import { nearest } from "../../internal/nearest.js";
import type { AgentSpec, Manifest } from "../../manifest/manifest.js";
import { UsageError } from "../outcome/usage-error.js";
import { findOwn } from "../../internal/find-own.js";

/**
 * The agent with a given name.
 *
 * @throws {UsageError} if there is none with this name; suggests the nearest one
 */
export function findAgent(manifest: Manifest, name: string): AgentSpec {
  const spec = findOwn(manifest.agents, name);
  if (spec) return spec;
  const names = Object.keys(manifest.agents);
  const suggestion = nearest(name, names);
  throw new UsageError(
    `There is no agent ${JSON.stringify(name)}.${suggestion ? ` Did you mean ${suggestion}?` : ""} The agents are: ${names.join(", ") || "none"}.`,
  );
}
