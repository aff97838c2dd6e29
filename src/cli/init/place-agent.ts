import { posix } from "node:path";
import { findProperty } from "../../compiler/load-config/find-property.js";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";
import { agentFile } from "../setup/agent-file.js";

/** Where to create a first agent, from the root with `/`, or why not to create one. */
export type AgentPlace =
  | { readonly kind: "free"; readonly file: string }
  /** The file already exists. */
  | { readonly kind: "taken"; readonly file: string }
  /** The config's globs already match modules. */
  | { readonly kind: "found"; readonly files: readonly string[] }
  /** The globs are not written in the config, or none of them gives a place. */
  | { readonly kind: "unclear" };

/**
 * Finds a place for a first agent that a config's `agents` matches. Reads the config's text, because the
 * packages to load it may not be installed yet.
 *
 * @param name - the agent's name, from which its file's name is made
 */
export async function placeAgent(root: string, config: string, name: string): Promise<AgentPlace> {
  const globs = readTexts(config, "agents");
  const output = outputOf(config);
  if (globs === undefined) return { kind: "unclear" };
  const file = agentFile(globs, name);
  const found = await findAgentFiles({ root, globs, output });
  const files = found.map((module) => posix.relative(root.replaceAll("\\", "/"), module));
  if (file !== undefined && files.includes(file)) return { kind: "taken", file };
  if (files.length > 0) return { kind: "found", files };
  return file === undefined ? { kind: "unclear" } : { kind: "free", file };
}

/** The output folder in a config's text, from the root. */
export function outputOf(config: string): string {
  const [output = "generated"] = readTexts(config, "output") ?? [];
  return posix.normalize(output).replace(/\/$/, "");
}

/** The strings of a property that is a string or a list of strings; `undefined` for anything else. */
function readTexts(config: string, name: string): string[] | undefined {
  const place = findProperty(config, [name])?.value;
  const value = config.slice(place?.start ?? 0, place?.end ?? 0);
  const texts = [...value.matchAll(/(["'`])([^"'`\\$]+)\1/g)];
  const rest = texts.reduce((left, [text]) => left.replace(text, ""), value);
  return texts.length > 0 && /^[\s,[\]]*$/.test(rest)
    ? texts.map(([, , text = ""]) => text)
    : undefined;
}
