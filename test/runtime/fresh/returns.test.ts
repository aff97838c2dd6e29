import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createTypedProject,
  type TypedProject,
  type TypeProblem,
} from "../../compiler/emit/type-check.js";

const schema = `z.object({
  kind: z.enum(["long", "short"]),
  list: z.array(z.string()),
  at: z.coerce.date().optional(),
})`;

/** What `run` does, and the end of the message of the guard; none: it is right. */
const cases: Readonly<Record<string, readonly [run: string, message?: string]>> = {
  Right: [`async run() { return { kind: "long" as const, list: ["a"] }; }`],
  Generated: [
    `async *run() { yield "a"; return { kind: "short" as const, list: [] as string[] }; }`,
  ],
  Readonly: [`async *run() { return { kind: "long", list: ["a", "b"] } as const; }`],
  Satisfying: [`async run() { return { kind: "long", list: [] } satisfies z.input<typeof Out>; }`],
  Declared: [`async *run(): AsyncGenerator<string, z.input<typeof Out>, void> { throw 1; }`],
  Widened: [
    `async run() { return { kind: "long", list: ["a"] }; }`,
    `kind (write its value "as const")`,
  ],
  Lacking: [`async *run() { return { kind: "long" as const }; }`, ": list"],
  Wrong: [`async run() { return { kind: "long" as const, list: [1] }; }`, ": list"],
  Nothing: [`async *run() { yield "a"; }`, "does not return what its @schema takes: "],
};

let project: TypedProject;
const lines = new Map<string, number>();
let problems: { readonly 6: readonly TypeProblem[]; readonly 7: readonly TypeProblem[] };

beforeAll(async () => {
  const text = [
    `import { Network } from "troupe";`,
    `import type { Returns } from "troupe/runtime";`,
    `import { z } from "zod";`,
    `export const Out = ${schema.replaceAll("\n", " ")};`,
    `class Text extends Network { async *run() { yield "a"; } }`,
    `true satisfies Returns<"Text", Text>;`,
    `class Lost extends Network { async run() { return 1; } }`,
  ];
  const guard = (name: string, more: string) => {
    text.push(`true satisfies Returns<"${name}", ${name}${more}>;`);
    lines.set(name, text.length);
  };
  guard("Lost", "");
  for (const [name, [run]] of Object.entries(cases)) {
    text.push(`class ${name} extends Network { ${run} }`);
    guard(name, ", typeof Out");
  }
  project = await createTypedProject(new Map([["networks.ts", text.join("\n")]]), "nodenext", {
    noImplicitOverride: false,
    noUnusedLocals: false,
  });
  problems = { 6: project.checkWith6(), 7: await project.checkWith7() };
}, 120_000);

afterAll(() => project?.remove());

describe.each([6, 7] as const)("the guard of what run returns, in TypeScript %d", (version) => {
  const messagesOf = (name: string) =>
    problems[version].filter(({ line }) => line === lines.get(name)).map(({ message }) => message);

  test.each(Object.entries(cases))("%s", (name, [, message]) => {
    const found = messagesOf(name);
    expect(found).toHaveLength(message === undefined ? 0 : 1);
    if (message !== undefined) expect(found[0]?.replaceAll("\\", "")).toContain(message);
  });

  test("says that without a schema the output is the text", () => {
    expect(messagesOf("Lost")[0]).toContain("has no @schema, so its output is its text");
  });

  test("says nothing else", () => {
    const wrong = Object.values(cases).filter(([, message]) => message !== undefined);
    expect(problems[version].map(({ message }) => message)).toHaveLength(wrong.length + 1);
  });
});
