import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { putSection, sectionMarkers } from "../../../src/compiler/write/put-section.js";
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { dyingDisk, failingDisk } from "./broken-disk.js";
import { deadOwner, snapshot, useFolder } from "./output-folder.js";
import { treeOf } from "./tree-of.js";

const { begin, end } = sectionMarkers;

describe("a section", () => {
  test.each([
    ["no file", undefined, `${begin}\nnew\n${end}\n`],
    ["an empty file", "", `${begin}\nnew\n${end}\n`],
    ["a file without it", "# Mine\n", `# Mine\n\n${begin}\nnew\n${end}\n`],
    ["a file without a last line end", "# Mine", `# Mine\n\n${begin}\nnew\n${end}\n`],
    ["a file that ends with an empty line", "# Mine\n\n", `# Mine\n\n${begin}\nnew\n${end}\n`],
    ["a file with it", `a\n${begin}\nold\n\n${end}\nb`, `a\n${begin}\nnew\n${end}\nb`],
    ["a file of Windows", `a\r\n${begin}\r\n${end}\r\n`, `a\r\n${begin}\r\nnew\r\n${end}\r\n`],
    [
      "markers that are put in",
      `- a\n  ${begin}\n  ${end} \n- b`,
      `- a\n${begin}\nnew\n${end}\n- b`,
    ],
    ["a mark of its bytes' order", `\uFEFF${begin}\n${end}`, `\uFEFF${begin}\nnew\n${end}`],
    ["a mark of its bytes' order alone", "\uFEFF", `\uFEFF${begin}\nnew\n${end}\n`],
    ["a line that speaks of a marker", `x ${begin}\n`, `x ${begin}\n\n${begin}\nnew\n${end}\n`],
  ])("is put into %s", (_, current, expected) => {
    expect(putSection(current, "new\n")).toEqual({ text: expected });
    expect(putSection(expected, "new\n")).toEqual({ text: expected });
  });

  test.each([
    ["the end is missing", `a\n${begin}\nb`, `has no line ${end} (line 2)`],
    ["the beginning is missing", `a\n${end}\nb`, `has no line ${begin} (line 2)`],
    ["they are the wrong way round", `${end}\n${begin}`, `has ${end} before ${begin} (line 1)`],
    ["it begins twice", `${begin}\n${begin}\n${end}`, `contains ${begin} twice (line 2)`],
    ["it ends twice", `${begin}\n${end}\n${end}`, `contains ${end} twice (line 3)`],
    ["there are two", `${begin}\n${end}\n\n${begin}\n${end}`, `contains ${begin} twice (line 4)`],
  ])("is not put anywhere where %s", (_, current, fault) => {
    const outcome = putSection(current, "new\n");
    expect(outcome).toMatchObject({ fault });
    const { start, end: to } = outcome as { start: number; end: number };
    expect([begin, end]).toContain(current.slice(start, to));
  });

  test("leaves what is around it as it is, to the byte", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "\n", "\r\n", " ", "\uFEFF", "é", "<!--"),
    });
    fc.assert(
      fc.property(text, text, text, (before, between, after) => {
        const head = `${before}\n`;
        const tail = `\n${after}`;
        const outcome = putSection(`${head}${begin}\n${between}\n${end}${tail}`, "new\n");
        expect(outcome).toHaveProperty("text");
        const { text: made } = outcome as { text: string };
        expect(made.startsWith(`${head}${begin}`)).toBe(true);
        expect(made.endsWith(`${end}${tail}`)).toBe(true);
      }),
    );
  });
});

describe("a build with a section", () => {
  let root: string;
  const section = (text: string, file = "AGENTS.md") => ({ file, text });
  const write = (text: string, more: object = {}) =>
    writeTree(treeOf(text), {
      root,
      output: "generated",
      check: false,
      section: section(text),
      ...more,
    });
  const document = (file = "AGENTS.md") => path.join(root, file);
  const read = () => readFileSync(document(), "utf8");

  beforeEach(() => {
    root = useFolder();
  });

  test("writes it with the output, says so, and then has nothing to do", async () => {
    expect((await write("one", { check: true })).stale).toContain("AGENTS.md");
    expect(existsSync(document())).toBe(false);
    expect((await write("one")).written).toEqual([
      "AGENTS.md",
      "generated/index.ts",
      "generated/manifest.json",
      "generated/one.ts",
    ]);
    expect(read()).toBe(`${begin}\none\n${end}\n`);
    expect(await write("one")).toMatchObject({ written: [], stale: [] });
    writeFileSync(document(), `Mine.\n${read().replace("one", "edited")}More.`);
    expect((await write("one", { check: true })).stale).toEqual(["AGENTS.md"]);
    expect((await write("one")).written).toEqual(["AGENTS.md"]);
    expect(read()).toBe(`Mine.\n${begin}\none\n${end}\nMore.`);
  });

  test("writes nothing at all when it cannot be told where it is", async () => {
    await write("one");
    writeFileSync(document(), `${read()}${begin}\n`);
    const before = snapshot(root);
    for (const check of [true, false]) {
      const { diagnostics, written } = await write("two", { check });
      expect(diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
        ["write/section", "AGENTS.md"],
      ]);
      expect(written).toEqual([]);
    }
    expect(snapshot(root)).toEqual(before);
  });

  test("leaves a file alone that is no text", async () => {
    writeFileSync(document(), Uint8Array.of(0xff, 0xfe, 0x41, 0x00));
    const { diagnostics } = await write("one");
    expect(diagnostics[0]?.message).toContain("AGENTS.md is not UTF-8 text");
    expect([...readFileSync(document())]).toEqual([0xff, 0xfe, 0x41, 0x00]);
  });

  test("writes through a link, which stays one", async () => {
    writeFileSync(document("CLAUDE.md"), "Mine.\n");
    symlinkSync("CLAUDE.md", document());
    expect((await write("one")).written).toContain("CLAUDE.md");
    expect(lstatSync(document()).isSymbolicLink()).toBe(true);
    expect(read()).toBe(`Mine.\n\n${begin}\none\n${end}\n`);
    expect(await write("one")).toMatchObject({ written: [] });
  });

  test("follows no link out of the project", async () => {
    const elsewhere = path.join(useFolder(), "mine.md");
    writeFileSync(elsewhere, "mine");
    symlinkSync(elsewhere, document());
    const { diagnostics } = await write("one");
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "The section about the agents cannot be written: AGENTS.md is a link to another place.",
    ]);
    expect(readFileSync(elsewhere, "utf8")).toBe("mine");
  });

  test("that dies at any call leaves the document old or new, and the next one completes it", async () => {
    let isDone = false;
    let halfWritten = 0;
    for (let call = 1; !isDone; call++) {
      rmSync(path.join(root, "generated"), { recursive: true, force: true });
      writeFileSync(document(), "Mine.\n");
      await write("one");
      const disk = dyingDisk(call);
      await write("two", { disk, owner: deadOwner }).catch(() => undefined);
      isDone = !disk.isBroken;
      const [said] = /one|two/.exec(read()) ?? [];
      expect(read()).toBe(`Mine.\n\n${begin}\n${said}\n${end}\n`);
      if (said === "one" && existsSync(document("generated/two.ts"))) halfWritten++;
      expect((await write("two")).diagnostics).toEqual([]);
      expect(read()).toContain("two");
      expect(snapshot(document("generated"))).toEqual(Object.fromEntries(treeOf("two")));
    }
    expect(halfWritten).toBeGreaterThan(0);
  });

  test.each(["edited", "made", "removed"])(
    "loses nothing that the user has saved while it wrote: a file that was %s",
    async (how) => {
      if (how !== "made") await write("one");
      const output = snapshot(document("generated"));
      const disk = failingDisk("EIO", () => false);
      const meanwhile = {
        ...disk,
        async writeThrough(file: string, text: string) {
          await disk.writeThrough(file, text);
          if (how === "removed") rmSync(document(), { force: true });
          else writeFileSync(document(), "Mine.\n");
        },
      };
      const { diagnostics } = await write("two", { disk: meanwhile });
      expect(diagnostics.map(({ message }) => message)).toEqual([
        "AGENTS.md cannot be written: it changed during the build",
      ]);
      expect(existsSync(document()) && read()).toBe(how !== "removed" && "Mine.\n");
      expect(snapshot(document("generated"))).toEqual(output);
    },
  );

  test("that fails at any call leaves both as they were", async () => {
    let isDone = false;
    for (let call = 1; !isDone; call++) {
      rmSync(path.join(root, "generated"), { recursive: true, force: true });
      await write("one");
      const before = snapshot(root);
      const disk = failingDisk("EIO", (number) => number === call);
      const { diagnostics } = await write("two", { disk });
      isDone = !disk.isBroken;
      if (diagnostics.length > 0) expect(snapshot(root)).toEqual(before);
      else expect(read()).toContain("two");
    }
  });
});
