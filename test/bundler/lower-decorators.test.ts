import { expect, test } from "vitest";
import { lowerDecorators } from "../../src/bundler/lower-decorators.js";

const module = (body: string) => `import { model } from "troupe";
import { Shape } from "./shapes.js";
import type { Erased } from "./erased.js";
@model("openai/gpt-4o") export class Story { topic!: Shape; ${body} }`;

test("a module is lowered, and keeps its imports: whether they are types alone is the bundler's to say", async () => {
  const { code, map } = await lowerDecorators(
    module("erased!: Erased;"),
    "/p/story.agent.ts",
    true,
  );
  expect(code).not.toContain("@model");
  expect(code).toContain('from "./shapes.js"');
  expect(code).not.toContain("erased.js");
  expect(JSON.parse(map)).toMatchObject({ sources: [expect.stringContaining("story.agent.ts")] });
});

test("JSX stays in a module that may have some", async () => {
  const view = "view = <b>bold</b>;";
  expect((await lowerDecorators(module(view), "/p/story.tsx", true)).code).toContain("<b>bold</b>");
  await expect(lowerDecorators(module(view), "/p/story.ts", true)).rejects.toThrow();
});

test("fields are defined or assigned, as the project's dialect has it", async () => {
  const lower = async (definesFields: boolean) =>
    (await lowerDecorators("@x export class A { a = 1; }", "/p/a.ts", definesFields)).code;
  expect(await lower(true)).not.toContain("this.a = 1");
  expect(await lower(false)).toContain("this.a = 1");
});
