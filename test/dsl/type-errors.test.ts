import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSnippets } from "./type-checkers.js";
import type { Form, Snippets, TypeError } from "./type-checkers.js";

/** A snippet with one mistake, on the line that ends in `//!`, and what both type checkers say. */
interface Mistake {
  readonly name: string;
  readonly source: string;
  readonly code: number | Readonly<Record<Form, number>>;
  readonly says: string | Readonly<Record<Form, string>>;
}

const field = (line: string) => `class A extends Agent { user() { return ""; }\n  ${line} //!\n}`;
const onClass = (line: string) => `${line} //!\nclass A extends Agent { user() { return ""; } }`;
const durations = "`${number}ms`";
const unsuited = 1240;
const badCall = 2769;
const wrongMethod = 1241;

const mistakes: readonly Mistake[] = [
  {
    name: "a numeric constraint on a string field",
    source: field("@param({ min: 1 }) topic!: string;"),
    code: unsuited,
    says: "remove min, or make the field a number",
  },
  {
    name: "a string constraint on a number field",
    source: field('@param({ pattern: "a" }) count!: number;'),
    code: unsuited,
    says: "remove pattern, or make the field a string",
  },
  {
    name: "a length constraint on a number field",
    source: field("@param({ minLength: 1 }) count!: number;"),
    code: unsuited,
    says: "remove minLength, or make the field a string or an array",
  },
  {
    name: "a Zod 4 schema that disagrees with its field",
    source: field("@param(z.object({ a: z.number() })) topic!: { a: string };"),
    code: unsuited,
    says: `"give the field the type that the schema outputs", { a: number; }`,
  },
  {
    name: "a Zod 3 schema that disagrees with its field",
    source: field("@param(z3.array(z3.number())) topic!: string[];"),
    code: unsuited,
    says: `"give the field the type that the schema outputs", number[]`,
  },
  {
    name: "an unknown constraint",
    source: field("@param({ min: 1, maximum: 2 }) count!: number;"),
    code: badCall,
    says: "'maximum' does not exist in type 'ParamConstraints",
  },
  {
    name: "an unknown format",
    source: field('@param({ format: "mail" }) address!: string;'),
    code: badCall,
    says: `"mail"' is not assignable to type 'StringFormat'. Did you mean '"email"'?`,
  },
  {
    name: "a param without parentheses",
    source: field("@param topic!: string;"),
    code: { standard: 1270, legacy: 1271 },
    says: "Decorator function return type",
  },
  {
    name: "a param that belongs to the class",
    source: field("@param() static topic: string;"),
    code: unsuited,
    says: {
      standard: "Types of property 'static' are incompatible",
      legacy: "Argument of type 'typeof A' is not assignable to parameter of type",
    },
  },
  {
    name: "a param that is a method",
    source: field("@param() topic() {}"),
    code: 1241,
    says: {
      standard: "Argument of type '() => void' is not assignable to parameter of type",
      legacy:
        "'TypedPropertyDescriptor<() => void>' is not assignable to parameter of type 'undefined'",
    },
  },
  {
    name: "a tool that takes a string",
    source: field('@tool("Finds.") find(city: string) { return city; }'),
    code: wrongMethod,
    says: "take one object: method({ city }: { city: string })",
  },
  {
    name: "a tool that takes two values",
    source: field("@tool() find(a: { x: string }, b: { y: string }) { return [a, b]; }"),
    code: wrongMethod,
    says: "take one object and, optionally, a ToolContext: method(input, context)",
  },
  {
    name: "a tool that is static",
    source: field("@tool() static find(a: { x: string }) { return a; }"),
    code: wrongMethod,
    says: {
      standard: "Types of property 'static' are incompatible",
      legacy: "'typeof A' is not assignable to parameter of type 'Agent<Agents> | AnyMethod'",
    },
  },
  {
    name: "a tool without parentheses",
    source: field("@tool find(a: { x: string }) { return a; }"),
    code: { standard: wrongMethod, legacy: wrongMethod },
    says: "",
  },
  {
    name: "a duration in words",
    source: onClass('@timeout("5 minutes")'),
    code: 2345,
    says: durations,
  },
  {
    name: "a duration without a unit",
    source: onClass('@cache({ ttl: "30" })'),
    code: 2322,
    says: durations,
  },
  {
    name: "a model without a provider",
    source: onClass('@model("gpt-4o")'),
    code: 2345,
    says: "'\"gpt-4o\"' is not assignable to parameter of type '`${string}/${string}`'",
  },
  {
    name: "an output that is no Zod schema",
    source: onClass('@schema({ title: "string" })'),
    code: 2353,
    says: "'title' does not exist in type 'ZodSchema'",
  },
  {
    name: "a class that is no agent",
    source: '@model("openai/gpt-4o") //!\nclass A {}',
    code: 1238,
    says: "is missing the following properties from type 'Agent<unknown>'",
  },
];

const slug = (name: string) => name.replaceAll(" ", "-");
const imports = `import { Agent, cache, model, param, schema, timeout, tool, type ToolContext } from "../troupe.js";
import { z } from "zod";
import { z as z3 } from "zod/v3";
`;

let snippets: Snippets;

beforeAll(async () => {
  const files = mistakes.map(({ name, source }) => [slug(name), imports + source] as const);
  snippets = await createSnippets(new Map([...files, ["no-mistake", imports + flawless]]));
});
afterAll(() => snippets[Symbol.asyncDispose]());

const flawless = `
abstract class Finder<Key> extends Agent {
  @tool("Finds by key.") find(input: { key: Key; more?: Key[] }) { return input; }
}
export class NumberFinder extends Finder<number> { user() { return ""; } }
@model("openai/gpt-4o") @timeout("5m") @cache("1h") @schema(z.object({ title: z.string() }))
export class A extends Agent {
  @param({ minLength: 1 }) topic!: string;
  @tool() now() { return 0; }
  @tool() find({ city }: { city: string }, { step }: ToolContext) { return city + step; }
  @param({ min: 1 }) count = 3;
  @param(z.array(z.string())) tags?: string[];
  @param(z3.string()) tone: string = "warm";
  user() { return ""; }
}`;

describe.each(["standard", "legacy"] as const)("in %s decorators", (form) => {
  describe.each(["TypeScript 7", "TypeScript 6"] as const)("%s", (checker) => {
    let errors: readonly TypeError[];

    beforeAll(async () => {
      errors =
        checker === "TypeScript 7"
          ? await snippets.checkWithTypeScript7(form)
          : snippets.checkWithTypeScript6(form);
    }, 60_000);

    it.each(mistakes)("reports $name, at its line, and says what to do", (mistake) => {
      const { name, source, code, says } = mistake;
      const found = errors.filter(({ file }) => file === slug(name));
      const lines = (imports + source).split("\n");
      const line = lines.findIndex((text) => text.endsWith("//!")) + 1;
      expect(new Set(found.map((error) => error.line))).toEqual(new Set([line]));
      const expected = typeof code === "number" ? code : code[form];
      const message = found.find((error) => error.code === expected)?.message;
      expect(message).toContain(typeof says === "string" ? says : says[form]);
    });

    it("says nothing of an agent without a mistake, nor of the decorators", () => {
      const files = new Set(mistakes.map(({ name }) => slug(name)));
      expect(errors.filter(({ file }) => !files.has(file))).toEqual([]);
    });
  });
});
