import { join } from "node:path";
import { expect, test } from "vitest";
import { findSpecifier } from "../../../src/compiler/evaluate/find-specifier.js";
import { writeProject } from "./temp-project.js";

const text = `import { a } from "./a.js";
export { b, other } from "./b.js";
const c = await import('./c.js');
`;

const find = async (specifier: string, name?: string, before = "") => {
  const root = await writeProject({ "module.ts": before + text });
  return findSpecifier(join(root, "module.ts"), (one) => one === specifier, name);
};

test("a specifier is found where it stands, in an import and in an export", async () => {
  expect(await find("./a.js")).toEqual({ specifier: "./a.js", place: { line: 1, column: 19 } });
  expect(await find("./c.js")).toMatchObject({ place: { line: 3, column: 24 } });
  expect(await find("./d.js")).toBeUndefined();
});

test("so is the name that is imported or exported, by its whole name", async () => {
  expect(await find("./b.js", "other")).toEqual({
    specifier: "./b.js",
    place: { line: 2, column: 26 },
    name: { line: 2, column: 13 },
  });
  expect(await find("./b.js", "othe")).not.toHaveProperty("name");
  expect(await find("./b.js", "a")).not.toHaveProperty("name");
});

test("a byte order mark moves nothing", async () => {
  expect(await find("./a.js", "a", "\uFEFF")).toEqual(await find("./a.js", "a"));
});

test("a file that cannot be read has none", () => {
  expect(findSpecifier("/nowhere/module.ts", () => true)).toBeUndefined();
});
