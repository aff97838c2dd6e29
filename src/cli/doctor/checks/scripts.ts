import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../view/check.js";
import { edit, warning, type Finding } from "../view/finding.js";

/** `node --env-file=.env app.ts`, but not with a loader such as tsx. */
const runsTypescript = /(?:^|[\s&|;])node((?:\s+-\S+)*)\s+([\w@./-]+\.[cm]?ts)(?:\s|$)/;

/** No script runs agents with Node's type stripping, which does not support decorators. */
export const checkScripts: Check = async ({ root, packageJson, config }) => {
  const opened = await config();
  const output = "diagnostics" in opened ? "generated" : opened.output;
  const found: Finding[] = [];
  for (const [name, command] of packageJson?.scripts ?? []) {
    const [, flags = "", file = ""] = runsTypescript.exec(command) ?? [];
    if (file === "" || /--(?:import|require|loader|experimental-loader)\b/.test(flags)) continue;
    if (!importsAgents(join(root, file), output)) continue;
    const message = `The script "${name}" runs ${file} with Node alone, which does not support the decorators of the agents that it imports.`;
    found.push(warning(message, edit(`"${name}": "${command.replace(/\bnode\b/, "tsx")}"`)));
  }
  return found;
};

/** Checks only the imports of the file itself, not those of other modules. */
function importsAgents(file: string, output: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return false;
  }
  const imports = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)];
  return imports.some(
    ([, path = ""]) => path.includes(`/${output}/`) || /\.agent(?:\.[jt]s)?$/.test(path),
  );
}
