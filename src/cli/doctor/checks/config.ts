import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { positionOf } from "../../../compiler/diagnostics/position.js";
import type { Check } from "../view/check.js";
import { edit, error, note, ok, run, type Finding } from "../view/finding.js";

/** The config loads and is valid. */
export const checkConfig: Check = async ({ configFile, config }) => {
  const opened = await config();
  if ("diagnostics" in opened) return opened.diagnostics.map((each) => toFinding(each, configFile));
  const providers = Object.keys(opened.config.providers);
  return [ok(`${opened.configFile}: loads, with the providers ${providers.join(", ")}`)];
};

function toFinding({ code, message, span, hint }: Diagnostic, configFile: string): Finding {
  const place = span && positionOf(span.text, span.start);
  const where = span && place ? `${span.file}:${place.line}:${place.column}: ` : "";
  const sentence = where + message;
  // Another check reports the tsconfig.
  if (code === "tsconfig/unreadable")
    return note("The config was not checked, because the tsconfig cannot be read.");
  if (code === "config/missing") return error(sentence, run("npx troupe init"));
  if (code === "setup/missing-peer" && hint !== undefined) return error(sentence, run(hint));
  // Its hint says when a config is loaded, which is not a remedy.
  const remedy = code === "config/load-failed" ? undefined : hint;
  return error(sentence, edit(remedy ?? `Fix ${span?.file ?? configFile}`));
}
