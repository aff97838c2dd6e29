import type { AgentSpec, ParamSpec } from "../../manifest/manifest.js";
import { describeType } from "../run/describe-type.js";
import { formatTable, type Column } from "../terminal/table.js";
import { formatTtl } from "./format-ttl.js";

/** The agents of a project, one per line. */
export interface AgentTable {
  readonly heading: string;
  readonly lines: readonly string[];
  /** Whether nothing was cut short or left out. */
  readonly isWhole: boolean;
}

interface AgentColumn extends Column {
  readonly cell: (spec: AgentSpec) => string;
}

const columns: readonly AgentColumn[] = [
  { title: "name", cell: ({ name }) => name },
  { title: "model", cell: ({ model }) => model },
  { title: "streams", cell: ({ streaming }) => (streaming ? "yes" : "no") },
  { title: "params", shrinks: "first", cell: paramsOf },
  { title: "output", shrinks: "first", cell: outputOf },
  { title: "cache", cell: ({ cache }) => (cache ? formatTtl(cache.ttlMs) : "off") },
  { title: "source", shrinks: "last", cell: ({ source }) => source },
];

/** Columns to leave out, in this order, before any required param is cut. */
const leftOut: readonly string[] = ["source", "cache", "streams", "output"];

/** The least useful width of a column. */
const readable = 20;

/**
 * Lays agents out as a table of at most `width` characters. If they do not fit, whole columns are left out
 * in favour of the required params, which come first; then the flexible columns are cut.
 */
export function tableOf(agents: readonly AgentSpec[], width: number): AgentTable {
  const needed = Math.max(readable, ...agents.map((spec) => requiredOf(spec).length));
  const fits = (shown: readonly AgentColumn[]) => leastWidth(shown, agents, needed) <= width;
  let shown = columns;
  for (const title of leftOut) {
    if (fits(shown)) break;
    shown = shown.filter((column) => column.title !== title);
  }
  const rows = agents.map((spec) => shown.map(({ cell }) => cell(spec)));
  const [heading = "", ...lines] = formatTable(shown, rows, width);
  const isWhole = shown === columns && !lines.some((line) => line.includes("…"));
  return { heading, lines, isWhole };
}

/** The width of a table in which every column is readable and all required params are shown. */
function leastWidth(
  shown: readonly AgentColumn[],
  agents: readonly AgentSpec[],
  needed: number,
): number {
  const widths = shown.map(({ title, shrinks, cell }) => {
    const widest = Math.max(title.length, ...agents.map((spec) => cell(spec).length));
    if (title === "params") return Math.min(widest, needed);
    return shrinks ? Math.min(widest, readable) : widest;
  });
  return widths.reduce((sum, one) => sum + one + 2, -2);
}

function paramsOf({ params }: AgentSpec): string {
  return requiredFirst(params).map(describeParam).join(", ") || "none";
}

function requiredOf({ params }: AgentSpec): string {
  const required = params.filter((param) => param.required).map(describeParam);
  // With a mark if there are more.
  return required.join(", ") + (required.length < params.length ? ", …" : "");
}

/** Required params before optional ones, otherwise in the order of the class. */
function requiredFirst(params: readonly ParamSpec[]): readonly ParamSpec[] {
  return params.toSorted((a, b) => Number(b.required) - Number(a.required));
}

function describeParam({ name, required, type }: ParamSpec): string {
  return `${name}${required ? "" : "?"}: ${describeType(type)}`;
}

function outputOf({ output }: AgentSpec): string {
  if (!output) return "text";
  const properties = output.schema["properties"];
  if (typeof properties !== "object" || properties === null) return output.exportName;
  return `{ ${Object.keys(properties).join(", ")} }`;
}
