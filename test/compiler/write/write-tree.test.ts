import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { orderOf } from "../../../src/compiler/write/apply-plan.js";
import { moveAll } from "../../../src/compiler/write/move-all.js";
import { writeTree } from "../../../src/compiler/write/write-tree.js";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "troupe-write-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

function manifestOf(...names: string[]): string {
  const agents = Object.fromEntries(names.map((name) => [name, { version: 1, name }]));
  return `${JSON.stringify({ version: 1, agents })}\n`;
}

function treeOf(...names: string[]): Map<string, string> {
  return new Map([
    ...names.map((name) => [`${name}.ts`, `export const ${name} = 1;\n`] as const),
    ["index.ts", names.join("\n")],
    ["manifest.json", manifestOf(...names)],
  ]);
}

const write = (tree: ReadonlyMap<string, string>, check = false) =>
  writeTree(tree, { root, output: "generated", check });

const file = (name: string) => path.join(root, "generated", name);

function snapshot(folder = root): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

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
  const before = snapshot();
  expect((await write(treeOf("a"), true)).stale).toEqual([
    "generated/b.ts",
    "generated/index.ts",
    "generated/manifest.json",
  ]);
  expect((await write(treeOf("a", "b"), true)).stale).toEqual([]);
  expect(snapshot()).toEqual(before);
});

describe("pruning", () => {
  test("removes what the last manifest lists, and nothing else", async () => {
    await write(treeOf("a", "gone"));
    writeFileSync(file("mine.ts"), "mine");
    const result = await write(treeOf("a"));
    expect(result.removed).toEqual(["generated/gone.ts"]);
    expect(readdirSync(file(".")).sort()).toEqual(["a.ts", "index.ts", "manifest.json", "mine.ts"]);
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

describe("a write that fails changes nothing", () => {
  test("when a file is in the place of the folder", async () => {
    writeFileSync(path.join(root, "generated"), "mine");
    const { diagnostics } = await write(treeOf("a"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["write/failed"]);
    expect(snapshot()).toEqual({ generated: "mine" });
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
    expect(snapshot()).toEqual({ src: "mine" });
  });

  test("when a folder is in the place of one of its files", async () => {
    await write(treeOf("a", "b"));
    rmSync(file("b.ts"));
    mkdirSync(file("b.ts"));
    writeFileSync(file("b.ts/mine"), "mine");
    const before = snapshot();
    const { diagnostics } = await write(
      new Map([...treeOf("a", "b")].map(([name, text]) => [name, `${text}// new\n`])),
    );
    expect(diagnostics[0]?.message).toBe(
      "generated/b.ts cannot be written: a folder is in the place of the file",
    );
    expect(snapshot()).toEqual(before);
  });

  test("when it fails in the middle, what was moved is put back", async () => {
    for (const name of ["a", "b"]) writeFileSync(path.join(root, name), `old ${name}`);
    for (const name of ["a", "c"]) writeFileSync(path.join(root, `new-${name}`), `new ${name}`);
    for (const name of ["a", "b"]) writeFileSync(path.join(root, `old-${name}`), `old ${name}`);
    const step = (name: string) => path.join(root, name);
    const failure = moveAll([
      { target: step("a"), staged: step("new-a"), backup: step("old-a") },
      { target: step("b"), backup: step("old-b") },
      { target: step("c"), staged: step("new-c") },
      { target: step("d"), staged: step("missing") },
    ]);
    await expect(failure).rejects.toMatchObject({ file: step("d"), notRestored: [] });
    expect(snapshot()).toEqual({ a: "old a", b: "old b" });
  });

  test("and what cannot be put back is named", async () => {
    writeFileSync(path.join(root, "new-a"), "new a");
    const target = path.join(root, "a");
    const failure = moveAll([
      { target, staged: path.join(root, "new-a"), backup: path.join(root, "lost") },
      { target: path.join(root, "b"), staged: path.join(root, "missing") },
    ]);
    await expect(failure).rejects.toMatchObject({ notRestored: [target] });
  });
});

test("builds at one time end with one of them whole", async () => {
  await Promise.all(Array.from({ length: 8 }, () => write(treeOf("a", "b", "c"))));
  expect(snapshot(file("."))).toEqual(Object.fromEntries(treeOf("a", "b", "c")));
});

test("the manifest, by which a later build knows what to remove, is moved after all else", () => {
  const plan = { changed: ["a.ts", "index.ts", "manifest.json", "z.ts"], removed: ["gone.ts"] };
  expect(orderOf(plan)).toEqual(["a.ts", "index.ts", "z.ts", "gone.ts", "manifest.json"]);
});

test("what a killed build left behind goes after a while, and what is under way stays", async () => {
  await write(treeOf("a"));
  for (const name of [".troupe-old", ".troupe-new"]) {
    mkdirSync(file(name));
    writeFileSync(file(`${name}/x`), "x");
  }
  utimesSync(file(".troupe-old"), 0, 0);
  await write(treeOf("a", "b"));
  expect(readdirSync(file(".")).filter((name) => name.startsWith("."))).toEqual([".troupe-new"]);
});
