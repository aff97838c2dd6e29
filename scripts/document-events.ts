/** `npm run docs`: writes the parts of docs/events.md that the source says itself. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  Project,
  type InterfaceDeclaration,
  type JSDocableNode,
  type PropertySignature,
} from "ts-morph";
import { AgentError, type AgentErrorCode } from "../src/errors.js";

const file = fileURLToPath(new URL("../docs/events.md", import.meta.url));

/** Where the contracts are that the page shows. */
const sources = [
  "protocol/events.ts",
  "protocol/child-events.ts",
  "protocol/event-base.ts",
  "protocol/tool-events.ts",
  "protocol/failure.ts",
  "protocol/attempt.ts",
  "protocol/record.ts",
  "protocol/statuses.ts",
  "model/usage.ts",
  "model/source.ts",
  "model/finish-reason.ts",
  "model/warning.ts",
];

/** What every event has, or every event of a request; said once and not with each. */
const common: ReadonlySet<string> = new Set(["EventBase", "StepBase"]);

/** The page with each part between `<!-- name -->` and `<!-- /name -->` as the source says it. */
export function documentEvents(page: string): string {
  const source = readSource();
  const parts: Readonly<Record<string, () => string>> = {
    common: () => source.fieldsOf("EventBase"),
    events: () => source.events(),
    failure: () => source.fieldsOf("RecordedError"),
    codes: () => source.codes(),
    record: () => source.fieldsOf("ExecutionRecord"),
    attempt: () => source.fieldsOf("Attempt"),
    step: () => source.fieldsOf("Step"),
    "tool-call": () => source.fieldsOf("ToolCallRecord"),
    child: () => source.fieldsOf("ChildRecord"),
    "hosted-tool-call": () => source.fieldsOf("HostedToolCallRecord"),
    source: () => source.fieldsOf("Source"),
    values: () =>
      ["ToolOutcome", "CacheStatus", "FinishReason", "WarningCode", "TimeoutLimit"]
        .map(source.union)
        .join("\n"),
    usage: () => source.fieldsOf("Usage"),
    warning: () => source.fieldsOf("Warning"),
  };
  return Object.entries(parts).reduce((text, [name, write]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [before, rest] = split(text, begin);
    const [, after] = split(rest, end);
    return `${before}${begin}\n\n${write()}\n\n${end}${after}`;
  }, page);
}

function split(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`docs/events.md has lost its mark ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function readSource() {
  const project = new Project({ skipAddingFilesFromTsConfig: true });
  const files = sources.map((path) =>
    project.addSourceFileAtPath(fileURLToPath(new URL(`../src/${path}`, import.meta.url))),
  );
  const interfaceOf = (name: string): InterfaceDeclaration =>
    files.flatMap((source) => source.getInterface(name) ?? [])[0] ?? fail(name);
  const aliasOf = (name: string) =>
    files.flatMap((source) => source.getTypeAlias(name) ?? [])[0] ?? fail(name);
  /** The members of a union of literals or names, in their order. */
  const membersOf = (name: string): string[] =>
    (aliasOf(name).getTypeNode()?.getText() ?? "")
      .split("|")
      .map((member) => member.trim().replaceAll('"', ""))
      .filter((member) => member !== "");
  return {
    union: (name: string) =>
      `- \`${name}\`: ${membersOf(name).map(quote).join(", ")}. ${describe(aliasOf(name))}`,
    fieldsOf: (name: string) => toFields(interfaceOf(name)),
    events: () =>
      membersOf("ExecutionEvent")
        .map((name) => toEvent(interfaceOf(name)))
        .join("\n\n"),
    codes: () => toCodeTable(aliasOf("AgentErrorCode").getJsDocs(), membersOf("AgentErrorCode")),
  };
}

function quote(value: string): string {
  return `\`"${value}"\``;
}

function fail(name: string): never {
  throw new Error(`The source has no ${name}.`);
}

function toEvent(event: InterfaceDeclaration): string {
  const type = event.getPropertyOrThrow("type").getTypeNodeOrThrow().getText().replaceAll('"', "");
  const inRequest = event.getExtends().some((parent) => parent.getText() === "StepBase");
  const place = inRequest ? " Has `step` and `attempt`." : "";
  const fields = toFields(event);
  return `### ${type}\n\n${describe(event)}${place}${fields === "" ? "" : `\n\n${fields}`}`;
}

/** A list of the fields that an interface declares itself, but for `type`. */
function toFields(owner: InterfaceDeclaration): string {
  return owner
    .getProperties()
    .filter((property) => property.getName() !== "type" || common.has(owner.getName()))
    .map(toField)
    .join("\n");
}

function toField(property: PropertySignature): string {
  const optional = property.hasQuestionToken() ? "?" : "";
  const type = property.getTypeNodeOrThrow().getText().replaceAll(/\s+/g, " ");
  const text = describe(property);
  return `- \`${property.getName()}${optional}: ${type}\`${text === "" ? "" : `. ${text}`}`;
}

function describe(declared: JSDocableNode): string {
  const text = declared
    .getJsDocs()
    .map((doc) => doc.getDescription())
    .join(" ");
  return text
    .replaceAll(/\{@link (\w+)\}/g, "`$1`")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The table of the doc comment, with what the code implies. It must name every code of the union. */
function toCodeTable(
  docs: readonly { getDescription(): string }[],
  codes: readonly string[],
): string {
  const text = docs.map((doc) => doc.getDescription()).join("\n");
  const rows = [...text.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(
    ([, code = "", when = ""]): string[] => {
      const error = new AgentError(code as AgentErrorCode, "");
      return [`\`${code}\``, when, `\`${error.status}\``, error.retryable ? "yes" : ""];
    },
  );
  if (rows.map(([code]) => code).join() !== codes.map((code) => `\`${code}\``).join()) {
    throw new Error("The doc comment of AgentErrorCode does not list its codes in their order.");
  }
  return toTable(["code", "when", "status", "may pass"], rows);
}

/** A table in the form that the formatter leaves alone. */
function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill = " ") =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  return [
    line(head),
    line(
      head.map(() => ""),
      "-",
    ),
    ...rows.map((row) => line(row)),
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, documentEvents(readFileSync(file, "utf8")));
}
