import type { DiagnosticCode } from "../../../src/compiler/diagnostics/catalogue.js";

/** A module that no compiler expects, and what is said of it. */
export interface HostileModule {
  /** Also the name of its file. */
  readonly name: string;
  readonly text: string;
  /** None: it is an agent like any other. */
  readonly expected: readonly DiagnosticCode[];
}

interface Parts {
  /** At the top of the module. */
  readonly top?: string;
  readonly decorators?: string;
  readonly members?: string;
}

function hostile(name: string, parts: Parts, ...expected: DiagnosticCode[]): HostileModule {
  const { top = "", decorators = "", members = "" } = parts;
  const className = `${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Agent`;
  const text = `import * as troupe from "troupe";
import { Agent, model, param, schema, tools } from "troupe";
import { z } from "zod";
${top}
${decorators.startsWith("@model(") ? "" : '@model("openai/gpt-4o")'}
${decorators}
export class ${className} extends Agent {
${members}
  user() { return JSON.stringify(this); }
}
`;
  return { name, text, expected };
}

/** An output schema, as an expression. */
const output = (name: string, text: string, ...expected: DiagnosticCode[]) =>
  hostile(
    name,
    { top: `export const Out: any = ${text};`, decorators: "@schema(Out)" },
    ...expected,
  );
/** A param, as a member. */
const member = (name: string, text: string, ...expected: DiagnosticCode[]) =>
  hostile(name, { members: text }, ...expected);
const top = (name: string, text: string, ...expected: DiagnosticCode[]) =>
  hostile(name, { top: text }, ...expected);
const decorated = (name: string, text: string, ...expected: DiagnosticCode[]) =>
  hostile(name, { decorators: text }, ...expected);

const nested = (open: string, count: number, inner: string, close: string) =>
  `${open.repeat(count)}${inner}${close.repeat(count)}`;

const syntax: readonly HostileModule[] = [
  top("nul", "const a\0b = 1;", "source/syntax"),
  top("surrogates", 'export const x = "\uD800";  // \uDFFF'),
  top("million-letters", `export const big = "${"x".repeat(1_000_000)}";`),
  top("open-comment", `/*${"*".repeat(500_000)}`, "source/syntax"),
  top("deep-brackets", `export const x = ${nested("[", 20_000, "", "]")};`, "source/unreadable"),
  top("deep-parentheses", nested("(", 20_000, "1", ")"), "source/unreadable"),
  top("deep-templates", "`${".repeat(20_000), "source/unreadable"),
  top("deep-classes", "class A{a(){".repeat(20_000), "source/unreadable"),
  member("deep-type", `  @param() a!: ${nested("{a:", 20_000, "1", "}")};`, "source/unreadable"),
  member("deep-list", `  @param() a!: string${"[]".repeat(2_000)};`, "type/unsupported"),
  member(
    "odd-decorators",
    "  @param() static {}\n  m(@param() x: string) {}",
    "source/load-failed",
  ),
  top("export-equals", "export = 1;", "source/load-failed"),
  top("jsx", "export const x = <div>a</div>;", "source/syntax"),
];

const types: readonly HostileModule[] = [
  hostile(
    "cyclic-alias",
    { top: "type A = B; type B = A;", members: "  @param() a!: A;" },
    "type/recursive",
  ),
  hostile(
    "growing-generic",
    {
      top: "type Box<T> = { value: T; next: Box<Box<T>> };",
      members: "  @param() a!: Box<string>;",
    },
    "type/recursive",
  ),
  hostile("huge-union", {
    top: `type V = ${Array.from({ length: 5_000 }, (_, index) => `"v${index}"`).join(" | ")};`,
    members: "  @param() a!: V;",
  }),
  hostile(
    "billion-laughs",
    {
      top: Array.from(
        { length: 40 },
        (_, index) => `type T${index} = [T${index + 1}, T${index + 1}];`,
      )
        .concat("type T40 = string;")
        .join("\n"),
      members: "  @param() a!: T0;",
    },
    "type/unsupported",
  ),
  hostile(
    "branching-generic",
    {
      top: "type Tree<T> = { left: Tree<[T, 1]>; right: Tree<[T, 2]> };",
      members: "  @param() a!: Tree<string>;",
    },
    "type/recursive",
  ),
  hostile(
    "all-of-the-dom",
    { top: '/// <reference lib="dom" />', members: "  @param() a!: Omit<HTMLElement, never>;" },
    // As many as are said of one field: each part has its own path.
    ...Array.from({ length: 6 }, () => "type/not-json" as const),
    ...Array.from({ length: 2 }, () => "type/unsupported" as const),
  ),
  hostile("cyclic-enum", { top: "enum E { A = B, B = A }", members: "  @param() a: E = E.A;" }),
  hostile("namespace-type", {
    top: "namespace N { export type T = { a: string }; }",
    members: "  @param() a!: N.T;",
  }),
  hostile(
    "cyclic-constants",
    { top: "const x: any = y; const y: any = x;", members: "  @param() a = x;" },
    "source/load-failed",
    "type/any",
    "param/default-not-literal",
  ),
];

const evaluation: readonly HostileModule[] = [
  top("exit", "process.exit(0);", "source/load-failed"),
  top("await-never", "await new Promise(() => {});", "source/load-failed"),
  top("thenable", "export const then = () => {};", "source/load-failed"),
  top("await-import", 'export const { z: again } = await import("zod");'),
  top("unhandled", 'void Promise.reject(new Error("nobody"));', "source/load-failed"),
  top(
    "throws-later",
    'setTimeout(() => { throw new Error("late"); }); await new Promise((go) => setTimeout(go, 50));',
    "source/load-failed",
  ),
  top("prints", 'console.log("hello from a module");'),
  top("throws-null", "throw null;", "source/load-failed"),
  top("throws-escapes", 'throw new Error("\\u001b[2Jcleared\\0");', "source/load-failed"),
  top("throws-megabytes", 'throw new Error("x".repeat(5_000_000));', "source/load-failed"),
  top(
    "throws-a-trap",
    "throw new Proxy({}, { getPrototypeOf() { throw 1; } });",
    "source/load-failed",
  ),
  top("never-returns-a-stack", "function f(): void { f(); } f();", "source/load-failed"),
  top("imports-nothing", 'import "";', "source/load-failed"),
  top("imports-data", `import "data:text/javascript,throw 1";`, "source/load-failed"),
];

const trap = 'new Proxy({}, { get() { throw new Error("trap"); }, has() { throw 1; } })';
const values: readonly HostileModule[] = [
  output("schema-proxy", "new Proxy(z.object({ a: z.string() }), {})"),
  output("schema-trap", trap, "source/load-failed"),
  output(
    "schema-getter",
    'z.object({ get a(): any { throw new Error("no"); } })',
    "schema/unsupported",
  ),
  output(
    "schema-lazy",
    "z.object({ a: z.lazy(() => { throw undefined; }) })",
    "schema/unsupported",
  ),
  output(
    "schema-endless",
    "((more: any) => more(more))((more: any) => z.object({ a: z.lazy(() => more(more)) }))",
    "schema/unsupported",
  ),
  output("schema-of-itself", "z.object({ a: z.string(), get next() { return Out.nullable(); } })"),
  output("schema-promise", "Promise.resolve(z.object({}))", "source/load-failed"),
  decorated("model-symbol", '@model(Symbol("x"))', "agent/invalid-model"),
  decorated("model-bare", "@model(Object.create(null))", "agent/invalid-model"),
  decorated("name-symbol", '@troupe.agent({ name: Symbol("x") })', "source/load-failed"),
  decorated("name-list", "@troupe.agent({ name: [] })", "source/load-failed"),
  decorated("timeout-symbol", '@troupe.timeout({ total: Symbol("x") })', "source/load-failed"),
  decorated("description-object", "@troupe.description({ a: 1 })", "source/load-failed"),
  decorated("cache-symbol", '@troupe.cache({ ttl: "1s", key: Symbol("x") })', "source/load-failed"),
  decorated("tool-trap", `@tools(null, ${trap})`, "source/load-failed"),
  decorated("throwing-decorator", '@(() => { throw new Error("no"); })', "source/load-failed"),
  decorated(
    "replaced-class",
    `@(() => new Proxy(class {}, { get() { throw 1; } }))`,
    "source/load-failed",
  ),
  member("param-trap", `  @param(${trap}) a!: string;`, "source/load-failed"),
  member("refine-throws", "  @param(z.string().refine(() => { throw 1; })) a = 'x';"),
];

/** Each a module of its own, which all go into one project. */
export const hostileModules: readonly HostileModule[] = [
  ...syntax,
  ...types,
  ...evaluation,
  ...values,
];
