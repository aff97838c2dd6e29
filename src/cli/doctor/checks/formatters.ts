import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../view/check.js";
import { edit, note, type Finding } from "../view/finding.js";

/** How a formatter is told to ignore a folder. */
interface Ignoring {
  /** The files that list what it ignores. */
  readonly files: readonly [string, ...string[]];
  /** What to write into the first of them. */
  line(output: string): string;
}

const ignoring: Readonly<Record<string, Ignoring>> = {
  prettier: { files: [".prettierignore"], line: (output) => `the line ${output}/` },
  oxfmt: {
    files: [".prettierignore", ".oxfmtrc.json", ".oxfmtrc.jsonc", "oxfmt.config.ts"],
    line: (output) => `the line ${output}/`,
  },
  "@biomejs/biome": {
    files: ["biome.json", "biome.jsonc"],
    line: (output) => `"files": { "includes": ["**", "!${output}"] }`,
  },
  dprint: {
    files: ["dprint.json", "dprint.jsonc", ".dprint.json", ".dprint.jsonc"],
    line: (output) => `"excludes": ["${output}"]`,
  },
};

/** Formatters ignore generated files, because JSON cannot contain a mark for them. */
export const checkFormatters: Check = async ({ root, packageJson, config }) => {
  const opened = await config();
  if ("diagnostics" in opened) return [];
  const { output } = opened;
  return Object.entries(ignoring).flatMap(([tool, { files, line }]): Finding[] => {
    if (packageJson?.dependencies.has(tool) !== true) return [];
    if (files.some((file) => names(join(root, file), output))) return [];
    const message = `${tool} reformats ${output}/manifest.json, or fails in CI when it only checks.`;
    return [note(message, edit(`${line(output)} in ${files[0]}`))];
  });
};

function names(file: string, output: string): boolean {
  return existsSync(file) && readFileSync(file, "utf8").includes(output);
}
