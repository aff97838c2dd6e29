import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { orderOf } from "../../../src/compiler/write/apply-plan.js";
import { readBuiltFiles } from "../../../src/compiler/write/owned-files.js";
import { takeLock } from "../../../src/compiler/write/take-lock.js";
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { manifestOf, moduleOf, schemaOf, treeOf, withBelow, withSchemas } from "./tree-of.js";
import { snapshot, useFolder } from "./output-folder.js";

let root: string;

beforeEach(() => {
  root = useFolder();
});

const write = (tree: ReadonlyMap<string, string>, check = false) =>
  writeTree(tree, { root, output: "generated", check });

const file = (name: string) => path.join(root, "generated", name);

test("a first write makes everything, a second one nothing", async () => {
  const first = await write(treeOf("a", "b"));
  expect(first).toMatchObject({
    written: ["generated/a.ts", "generated/b.ts", "generated/index.ts", "generated/manifest.json"],
    removed: [],
    diagnostics: [],
  });
  const before = statSync(file("a.ts"));
  const second = await write(treeOf("a", "b"));
  expect(second).toMatchObject({ written: [], removed: [], stale: [] });
  expect(statSync(file("a.ts")).ino).toBe(before.ino);
  expect(readdirSync(file(".")).sort()).toEqual(["a.ts", "b.ts", "index.ts", "manifest.json"]);
});

test("a build knows that others have written, also where the last one took all back", async () => {
  await write(treeOf("a"));
  const { version } = readBuiltFiles(file("."));
  expect(readBuiltFiles(file(".")).version).toBe(version);
  await write(treeOf("a", "b"));
  await write(treeOf("a"));
  expect(readBuiltFiles(file(".")).version).not.toBe(version);
});

test("only what changed is written, and line ends alone are no change", async () => {
  await write(treeOf("a", "b"));
  const original = readFileSync(file("b.ts"), "utf8").replaceAll("\n", "\r\n");
  writeFileSync(file("b.ts"), original);
  writeFileSync(file("a.ts"), "edited by hand");
  expect((await write(treeOf("a", "b"))).written).toEqual(["generated/a.ts"]);
  expect(readFileSync(file("b.ts"), "utf8")).toBe(original);
});

test("check says what is stale and changes nothing", async () => {
  expect((await write(treeOf("a"), true)).stale).toEqual([
    "generated/a.ts",
    "generated/index.ts",
    "generated/manifest.json",
  ]);
  expect(existsSync(file("."))).toBe(false);
  await write(treeOf("a", "b"));
  const before = snapshot(root);
  expect((await write(treeOf("a"), true)).stale).toEqual([
    "generated/b.ts",
    "generated/index.ts",
    "generated/manifest.json",
  ]);
  expect((await write(treeOf("a", "b"), true)).stale).toEqual([]);
  expect(snapshot(root)).toEqual(before);
});

describe("pruning", () => {
  test("removes what the last manifest lists, and nothing else", async () => {
    await write(treeOf("a", "gone"));
    writeFileSync(file("mine.ts"), "mine");
    const result = await write(treeOf("a"));
    expect(result.removed).toEqual(["generated/gone.ts"]);
    expect(readdirSync(file(".")).sort()).toEqual(["a.ts", "index.ts", "manifest.json", "mine.ts"]);
  });

  test("removes the schemas that the last manifest sums, and their folder with the last of them", async () => {
    await write(withSchemas(treeOf("a", "gone"), "a", "gone"));
    const one = await write(withSchemas(treeOf("a"), "a"));
    expect(one.removed).toEqual(["generated/gone.ts", "generated/schemas/gone.params.json"]);
    writeFileSync(file("schemas/a.output.json"), "mine");
    expect((await write(treeOf("a"))).removed).toEqual(["generated/schemas/a.params.json"]);
    expect(readdirSync(file("schemas"))).toEqual(["a.output.json"]);
    rmSync(file("schemas"), { recursive: true });
    await write(withSchemas(treeOf("a"), "a"));
    await write(treeOf("a"));
    expect(existsSync(file("schemas"))).toBe(false);
  });

  test.each([
    ["broken", "{ not json"],
    ["of a web application", '{ "name": "My app", "version": 1, "icons": [] }'],
    ["of another version", manifestOf("mine").replace('"version":1', '"version":99')],
    ["whose agents are something else", '{ "version": 1, "agents": { "mine": "x" } }'],
    ["that names files elsewhere", manifestOf("../mine", "a/../../mine")],
  ])("removes nothing by a manifest that is %s", async (_, manifest) => {
    mkdirSync(file("."), { recursive: true });
    writeFileSync(file("manifest.json"), manifest);
    writeFileSync(file("mine.ts"), "mine");
    writeFileSync(path.join(root, "mine.ts"), "mine");
    expect((await write(treeOf("a"))).removed).toEqual([]);
    expect(readFileSync(file("mine.ts"), "utf8")).toBe("mine");
    expect(readFileSync(path.join(root, "mine.ts"), "utf8")).toBe("mine");
  });
});

test.each([
  ["and stays where both names mean one file", true],
  ["and goes where they mean two", false],
])("an old file may have a new one's name, written otherwise, %s", async (_, isOneFile) => {
  const [old, name] = ["e\u0301clair", "\u00e9clair"];
  await write(treeOf(old));
  if (isOneFile) linkSync(file(`${old}.ts`), file(`${name}.ts`));
  expect((await write(treeOf(name))).removed).toEqual(isOneFile ? [] : [`generated/${old}.ts`]);
  expect(readFileSync(file(`${name}.ts`), "utf8")).toBe(treeOf(name).get(`${name}.ts`));
});

describe("what is not from a build", () => {
  const header = "// Generated by `agents build` from agents/a.ts. Do not edit.\n";

  test.each([
    ["a module", "a.ts", "export const mine = 1;\n"],
    ["a module that speaks of builds", "a.ts", `export {};\n${header}`],
    ["an index", "index.ts", 'export * from "./mine.js";\n'],
    ["a manifest of a web application", "manifest.json", '{ "name": "My app", "version": 1 }'],
    ["a schema", "schemas/a.params.json", '{ "$schema": "x", "$id": "mine.json" }'],
  ])("is never replaced: %s", async (_, name, text) => {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
    const expected = {
      written: [],
      removed: [],
      stale: [],
      diagnostics: [
        {
          code: "write/foreign-file",
          message: `The build would overwrite generated/${name}, which no build wrote.`,
        },
      ],
    };
    const tree = withSchemas(treeOf("a"), "a");
    expect(await write(tree, true)).toMatchObject(expected);
    expect(await write(tree)).toMatchObject(expected);
    expect(snapshot(file("."))).toEqual({ [name]: text });
  });

  test("is named all at once", async () => {
    mkdirSync(file("."), { recursive: true });
    for (const name of ["b.ts", "a.ts"]) writeFileSync(file(name), "mine");
    const { diagnostics } = await write(treeOf("a", "b"));
    expect(diagnostics.map(({ message }) => /generated\/\S+\.ts/.exec(message)?.[0])).toEqual([
      "generated/a.ts",
      "generated/b.ts",
    ]);
  });

  test.each([
    ["the header of an older build", "a.ts", `${header}export const a = 0;\n`],
    ["the header and other line ends", "a.ts", `${header.replace("\n", "\r\n")}old\r\n`],
    ["nothing in it", "a.ts", "\n"],
    [
      "the schema of an older build",
      "schemas/a.params.json",
      schemaOf("a").replace("2020", "2029"),
    ],
    ["the manifest of another version", "manifest.json", '{ "version": 9, "agents": {} }'],
    [
      "the marks of a merge in a manifest",
      "manifest.json",
      '{\n  "version": 1,\n  "agents": {\n<<<<<<< HEAD\n',
    ],
  ])("is no file with %s", async (_, name, text) => {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
    expect((await write(withSchemas(treeOf("a"), "a"))).written).toContain(`generated/${name}`);
  });
});

describe("a write that fails changes nothing", () => {
  test("when a file is in the place of the folder", async () => {
    writeFileSync(path.join(root, "generated"), "mine");
    const { diagnostics } = await write(treeOf("a"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["write/failed"]);
    expect(await write(treeOf("a"), true)).toMatchObject({ stale: [], diagnostics });
    expect(snapshot(root)).toEqual({ generated: "mine" });
  });

  test("when a file is in the place of a folder above it", async () => {
    writeFileSync(path.join(root, "src"), "mine");
    const { diagnostics } = await writeTree(treeOf("a"), {
      root,
      output: "src/generated",
      check: false,
    });
    expect(diagnostics[0]?.message).toBe(
      "src/generated cannot be written: a file is in the place of a folder",
    );
    expect(snapshot(root)).toEqual({ src: "mine" });
  });

  test.each(["nowhere", "elsewhere"])("when the folder is a link that leads %s", async (to) => {
    mkdirSync(path.join(root, "elsewhere"));
    symlinkSync(to, file("."));
    const { diagnostics } = await write(treeOf("a"));
    expect(diagnostics[0]?.message).toBe("generated cannot be written: generated is a link");
    expect((await write(treeOf("a"), true)).diagnostics).toEqual(diagnostics);
    expect(readdirSync(root)).toEqual(["elsewhere", "generated"]);
    expect(readdirSync(path.join(root, "elsewhere"))).toEqual([]);
  });

  test("when a file is in the place of the folder of the schemas", async () => {
    mkdirSync(file("."));
    writeFileSync(file("schemas"), "mine");
    const { diagnostics } = await write(withSchemas(treeOf("a"), "a"));
    expect(diagnostics[0]?.message).toBe(
      "generated/schemas/a.params.json cannot be written: a file is in the place of a folder",
    );
    expect(snapshot(file("."))).toEqual({ schemas: "mine" });
  });

  test("when a folder is in the place of one of its files", async () => {
    await write(treeOf("a", "b"));
    rmSync(file("b.ts"));
    mkdirSync(file("b.ts"));
    writeFileSync(file("b.ts/mine"), "mine");
    const before = snapshot(root);
    const { diagnostics } = await write(
      new Map([...treeOf("a", "b")].map(([name, text]) => [name, `${text}// new\n`])),
    );
    expect(diagnostics[0]?.message).toBe(
      "generated/b.ts cannot be written: a folder is in the place of the file",
    );
    expect(snapshot(root)).toEqual(before);
  });
});

test("builds at one time end with one of them whole", async () => {
  await Promise.all(Array.from({ length: 8 }, () => write(treeOf("a", "b", "c"))));
  expect(snapshot(file("."))).toEqual(Object.fromEntries(treeOf("a", "b", "c")));
});

test("a build that waited for another one writes what that one has changed", async () => {
  await write(treeOf("a", "same"));
  const lock = await takeLock(file("."));
  const waiting = write(treeOf("b", "same"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const theirs = new Map([...treeOf("a", "same", "theirs"), ["same.ts", moduleOf("same", 2)]]);
  for (const [name, text] of theirs) writeFileSync(file(name), text);
  lock.release();
  expect((await waiting).diagnostics).toEqual([]);
  expect(snapshot(file("."))).toEqual(Object.fromEntries(treeOf("b", "same")));
});

test("what is imported comes before what imports it, and the manifest of it all comes last", () => {
  const changed = ["a.ts", "index.ts", "manifest.json", "sources/a.js", "z.ts"];
  expect(orderOf({ changed, removed: ["gone.ts"] })).toEqual([
    "sources/a.js",
    "a.ts",
    "z.ts",
    "index.ts",
    "gone.ts",
    "manifest.json",
  ]);
});

describe("folders within the output", () => {
  const below = { "sources/agents/a.js": moduleOf("a"), "sources/b.js": moduleOf("b") };

  test("are made, and removed with the last file that a build wrote there", async () => {
    const { written } = await write(withBelow(treeOf("a"), below));
    expect(written).toContain("generated/sources/agents/a.js");
    expect((await write(withBelow(treeOf("a"), below))).written).toEqual([]);
    const { "sources/b.js": b } = below;
    const { removed } = await write(withBelow(treeOf("a"), { "sources/b.js": b }));
    expect(removed).toEqual(["generated/sources/agents/a.js"]);
    expect(readdirSync(file("sources"))).toEqual(["b.js"]);
    await write(treeOf("a"));
    expect(existsSync(file("sources"))).toBe(false);
  });

  test("stay where they hold what is not from a build", async () => {
    await write(withBelow(treeOf("a"), below));
    writeFileSync(file("sources/agents/mine.js"), "mine");
    await write(treeOf("a"));
    expect(snapshot(file("sources"))).toEqual({ "agents/mine.js": "mine" });
  });

  test("hold nothing that would be replaced and is not from a build", async () => {
    mkdirSync(file("sources"), { recursive: true });
    writeFileSync(file("sources/b.js"), "mine");
    const { diagnostics } = await write(withBelow(treeOf("a"), below));
    expect(diagnostics.map(({ code }) => code)).toEqual(["write/foreign-file"]);
    expect(snapshot(file("."))).toEqual({ "sources/b.js": "mine" });
  });
});
