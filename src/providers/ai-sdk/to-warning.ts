import { asObject, asText } from "../wire/read-json.js";

/** What a warning of the AI SDK says, as a sentence after the name of its provider. */
export function toWarning(value: unknown, label: string): string {
  const warning = asObject(value) ?? {};
  const of = (...names: readonly string[]) =>
    names.map((name) => asText(warning[name])).find((text) => text !== undefined);
  const what = of("feature", "setting", "tool");
  const details = of("details", "message");
  const kind = of("type")?.replaceAll("-", " ");
  const subject = [kind, what].filter((text) => text !== undefined).join(": ");
  return `${label} warns: ${[subject, details].filter((text) => text !== undefined && text !== "").join(". ")}`;
}
