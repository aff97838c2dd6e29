import type { AgentSpec, CallableSpec, NetworkSpec, ParamSpec } from "../../manifest/manifest.js";
import { describeType } from "../run/describe-type.js";
import { formatTable, type Column } from "../terminal/table.js";
import { formatTtl } from "./format-ttl.js";

/** The agents or the networks of a project, one per line. */
export interface CallableTable {
  readonly heading: string;
  readonly lines: readonly string[];
  /** Whether nothing was cut short or left out. */
  readonly isWhole: boolean;
}

interface CallableColumn<Spec> extends Column {
  readonly cell: (spec: Spec) => string;
}

const agentColumns: readonly CallableColumn<AgentSpec>[] = [
  { title: "name", cell: ({ name }) => name },
  { title: "model", cell: ({ model }) => model },
  { title: "streams", cell: ({ streaming }) => (streaming ? "yes" : "no") },
  { title: "params", shrinks: "first", cell: paramsOf },
  { title: "output", shrinks: "first", cell: outputOf },
  { title: "cache", cell: ({ cache }) => (cache ? formatTtl(cache.ttlMs) : "off") },
  { title: "source", shrinks: "last", cell: ({ source }) => source },
];

const networkColumns: readonly CallableColumn<NetworkSpec>[] = [
  { title: "network", cell: ({ name }) => name },
  { title: "streams", cell: ({ streaming }) => (streaming ? "yes" : "no") },
  { title: "params", shrinks: "first", cell: paramsOf },
  { title: "output", shrinks: "first", cell: outputOf },
  { title: "states", shrinks: "first", cell: ({ states = [] }) => namesOf(states) },
  { title: "calls", shrinks: "first", cell: ({ members = [] }) => members.join(", ") || "none" },
  { title: "source", shrinks: "last", cell: ({ source }) => source },
];

/** Columns to leave out, in this order, before any required param is cut. */
const leftOut: readonly string[] = ["source", "cache", "streams", "output", "states"];

/** The least useful width of a column. */
const readable = 20;

/** Lays agents out as {@link layOut} does. */
export function tableOfAgents(agents: readonly AgentSpec[], width: number): CallableTable {
  return layOut(agentColumns, agents, width);
}

/** Lays networks out as {@link layOut} does. */
export function tableOfNetworks(networks: readonly NetworkSpec[], width: number): CallableTable {
  return layOut(networkColumns, networks, width);
}

/**
 * Makes a table of at most `width` characters. If the columns do not fit, whole ones are left out in favour of the
 * required params, which come first; then the flexible columns are cut.
 */
function layOut<Spec extends CallableSpec>(
  columns: readonly CallableColumn<Spec>[],
  specs: readonly Spec[],
  width: number,
): CallableTable {
  const needed = Math.max(readable, ...specs.map((spec) => requiredOf(spec).length));
  const fits = (shown: readonly CallableColumn<Spec>[]) =>
    leastWidth(shown, specs, needed) <= width;
  let shown = columns;
  for (const title of leftOut) {
    if (fits(shown)) break;
    shown = shown.filter((column) => column.title !== title);
  }
  const rows = specs.map((spec) => shown.map(({ cell }) => cell(spec)));
  const [heading = "", ...lines] = formatTable(shown, rows, width);
  const isWhole = shown === columns && !lines.some((line) => line.includes("…"));
  return { heading, lines, isWhole };
}

/** The width of a table in which every column is readable and all required params are shown. */
function leastWidth<Spec>(
  shown: readonly CallableColumn<Spec>[],
  specs: readonly Spec[],
  needed: number,
): number {
  const widths = shown.map(({ title, shrinks, cell }) => {
    const widest = Math.max(title.length, ...specs.map((spec) => cell(spec).length));
    if (title === "params") return Math.min(widest, needed);
    return shrinks ? Math.min(widest, readable) : widest;
  });
  return widths.reduce((sum, one) => sum + one + 2, -2);
}

function namesOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(", ") || "none";
}

function paramsOf({ params }: CallableSpec): string {
  return requiredFirst(params).map(describeParam).join(", ") || "none";
}

function requiredOf({ params }: CallableSpec): string {
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

function outputOf({ output }: CallableSpec): string {
  if (!output) return "text";
  const properties = output.schema["properties"];
  if (typeof properties !== "object" || properties === null) return output.exportName;
  return `{ ${Object.keys(properties).join(", ")} }`;
}
