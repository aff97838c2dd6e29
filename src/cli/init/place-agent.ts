import { posix } from "node:path";
import { findProperty } from "../../compiler/load-config/find-property.js";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";
import { agentFile } from "../setup/agent-file.js";

/** Where a first agent goes, from the root with `/`, or why there is to be none. */
export type AgentPlace =
  | { readonly kind: "free"; readonly file: string }
  /** The file is there from an earlier time. */
  | { readonly kind: "taken"; readonly file: string }
  /** The config finds modules of the project's own. */
  | { readonly kind: "found"; readonly files: readonly string[] }
  /** The config does not write its globs out, or none tells of a place. */
  | { readonly kind: "unclear" };

/**
 * Finds the place for a first agent that a config's `agents` matches, by a look at the config's text:
 * what could load it need not be installed yet.
 *
 * @param name - the agent's, of which its file is named
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

/** The output folder that a config's text says, from the root. */
export function outputOf(config: string): string {
  const [output = "generated"] = readTexts(config, "output") ?? [];
  return posix.normalize(output).replace(/\/$/, "");
}

/** The strings of a property that is one or a list of them; `undefined` for anything else. */
function readTexts(config: string, name: string): string[] | undefined {
  const place = findProperty(config, [name])?.value;
  const value = config.slice(place?.start ?? 0, place?.end ?? 0);
  const texts = [...value.matchAll(/(["'`])([^"'`\\$]+)\1/g)];
  const rest = texts.reduce((left, [text]) => left.replace(text, ""), value);
  return texts.length > 0 && /^[\s,[\]]*$/.test(rest)
    ? texts.map(([, , text = ""]) => text)
    : undefined;
}
