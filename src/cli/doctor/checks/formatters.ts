import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../view/check.js";
import { edit, note, type Finding } from "../view/finding.js";

/** The files that list what each formatter ignores. */
const ignoring: Readonly<Record<string, readonly string[]>> = {
  prettier: [".prettierignore"],
  oxfmt: [".prettierignore", ".oxfmtrc.json", ".oxfmtrc.jsonc", "oxfmt.config.ts"],
  "@biomejs/biome": ["biome.json", "biome.jsonc"],
};

/** Formatters ignore generated files, because JSON cannot contain a mark for them. */
export const checkFormatters: Check = async ({ root, packageJson, config }) => {
  const opened = await config();
  if ("diagnostics" in opened) return [];
  const { output } = opened;
  return Object.entries(ignoring).flatMap(([tool, files]): Finding[] => {
    if (packageJson?.dependencies.has(tool) !== true) return [];
    if (files.some((file) => names(join(root, file), output))) return [];
    const message = `${tool} reformats ${output}/manifest.json, or fails in CI when it only checks.`;
    const [file = ""] = files;
    const line = file.endsWith(".json")
      ? `"files": { "includes": ["**", "!${output}"] } in ${file}`
      : `the line ${output}/ in ${file}`;
    return [note(message, edit(line))];
  });
};

function names(file: string, output: string): boolean {
  return existsSync(file) && readFileSync(file, "utf8").includes(output);
}
