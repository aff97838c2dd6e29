import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { agentOf, examine, sickProject, troubles } from "./sick-project.js";

const timeout = 60_000;

const found = ({ findings }: Awaited<ReturnType<typeof examine>>) =>
  findings.filter(({ check }) => check === "cache").map(({ level, message }) => [level, message]);

describe("agents doctor on what builds keep", () => {
  it("says where it is, and whether the next build compiles", { timeout }, async () => {
    const project = sickProject();
    expect(found(await examine(project))).toEqual([
      ["ok", "cache: node_modules/.cache/troupe; the next build compiles"],
    ]);
    await project.agents(["build"]);
    expect(found(await examine(project))).toEqual([["ok", "cache: node_modules/.cache/troupe"]]);
    project.write({ "agents/note.agent.ts": agentOf("local/notary") });
    expect(found(await examine(project))).toEqual([
      ["ok", "cache: node_modules/.cache/troupe; the next build compiles"],
    ]);
  });

  it("finds that compiling gives something else, and mends it", { timeout }, async () => {
    const project = sickProject();
    const description = (text: string) =>
      project.write({
        "node_modules/words/package.json": `{ "name": "words", "version": "1.0.0", "type": "module" }`,
        "node_modules/words/index.js": `export const text = "${text}";`,
      });
    description("first");
    project.write({
      "agents/note.agent.ts": `import { description } from "troupe"; import { text } from "words";
        ${agentOf("local/clerk").replace("export class", "@description(text) export class")}`,
    });
    await project.agents(["build"]);
    // In place, under the same version.
    description("second");
    expect((await project.agents(["build"])).stderr).toMatch(/^Nothing changed/);
    expect(troubles(await examine(project), "keys", "output")).toEqual([
      {
        check: "cache",
        level: "warning",
        message: expect.stringContaining("edited in node_modules"),
        remedy: { kind: "run", text: "npx troupe build --force" },
      },
    ]);
  });

  it("finds that nothing can be kept", { timeout }, async () => {
    const project = sickProject();
    const place = join(project.root, "node_modules/.cache/troupe");
    mkdirSync(join(place, ".."), { recursive: true });
    rmSync(place, { recursive: true, force: true });
    writeFileSync(place, "a file is in the place");
    expect(troubles(await examine(project), "keys", "output")).toEqual([
      expect.objectContaining({ check: "cache", level: "warning" }),
    ]);
  });
});
