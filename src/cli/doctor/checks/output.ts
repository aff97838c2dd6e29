import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { positionOf } from "../../../compiler/diagnostics/position.js";
import type { Check } from "../view/check.js";
import { error, note, ok, run, warning, type Finding } from "../view/finding.js";

/** The project builds, and the output is up to date. */
export const checkOutput: Check = async ({ root, config, build }) => {
  const opened = await config();
  if ("diagnostics" in opened) {
    return [note("The build was not checked, because the config does not load.")];
  }
  const { diagnostics, stale, agents } = await build();
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  const found = describe("warning", warnings);
  if (errors.length > 0) return [...describe("error", errors), ...found];
  const { output } = opened;
  if (!existsSync(join(root, output, "manifest.json"))) {
    return [error(`${output}/ does not contain a build yet.`, run("npx troupe build")), ...found];
  }
  if (stale.length > 0) {
    const [first = "", ...others] = stale;
    const files = others.length === 0 ? `${first} is` : `${first} and ${others.length} more are`;
    return [error(`${files} stale.`, run("npx troupe build")), ...found];
  }
  return [ok(`${output}/: up to date, ${agents} agent${agents === 1 ? "" : "s"}`), ...found];
};

/** One finding for all diagnostics, because the build shows each with its place. */
function describe(level: "error" | "warning", found: readonly Diagnostic[]): Finding[] {
  const [first] = found;
  if (!first) return [];
  const { code, message, span } = first;
  const place = span && positionOf(span.text, span.start);
  const where = span && place ? ` ${span.file}:${place.line}:${place.column}:` : "";
  const count =
    found.length === 1 ? `one ${level}` : `${found.length} ${level}s, of which the first is`;
  const sentence = `The build has ${count}:${where} ${message}`;
  if (level === "warning") return [warning(sentence, run("npx troupe build --check"))];
  return [error(sentence, run(code === "agent/none" ? "npx troupe new" : "npx troupe build"))];
}
